/// How the page of the matrix looks, and its search.
enum HTMLReportStyle {
    static let css = """
        :root { color-scheme: light dark; --line: #d9dce3; --ink: #1c2230; --page: #fbfbfd; --head: #f0f2f7;
          --soft: #667085; --full: #17683f; --full-bg: #e3f5ea; --partial: #175a8f; --partial-bg: #e2f0fb;
          --masked: #7a4d00; --masked-bg: #fdf1d7; --null: #5d4a94; --null-bg: #efebfa; --error: #a3271c;
          --error-bg: #fde8e6; }
        @media (prefers-color-scheme: dark) { :root { --line: #333a48; --ink: #e6e9f0; --page: #14171e;
          --head: #1d222c; --soft: #98a2b3; --full: #8fdcb0; --full-bg: #16351f; --partial: #94cdf7;
          --partial-bg: #142f45; --masked: #f0c675; --masked-bg: #3a2c0c; --null: #c6b8f0; --null-bg: #2a2343;
          --error: #f5a59d; --error-bg: #431a16; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 2rem 6rem; max-width: 110rem; background: var(--page);
          color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.7rem; }
        h2 { margin: 2.2rem 0 .2rem; font-size: 1.15rem; scroll-margin-top: 4.5rem; }
        p { margin: .3rem 0 .8rem; color: var(--soft); }
        section { scroll-margin-top: 4rem; }
        summary { cursor: pointer; color: var(--partial); }
        nav { display: flex; flex-wrap: wrap; gap: .2rem .9rem; padding: .4rem 0 .6rem; }
        a { color: var(--partial); text-decoration: none; }
        a:hover { text-decoration: underline; }
        :focus-visible { outline: 2px solid var(--partial); outline-offset: 1px; }
        small { display: block; font-size: .72rem; line-height: 1.3; font-weight: 400; color: inherit; }
        .bar { position: sticky; top: 0; z-index: 4; display: flex; flex-wrap: wrap; align-items: center;
          gap: .4rem 1.4rem; margin: .6rem -2rem 0; padding: .55rem 2rem; background: var(--page);
          border-bottom: 1px solid var(--line); }
        output { color: var(--soft); min-width: 7rem; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 0; padding: 0; list-style: none;
          font-size: .85rem; }
        .legend span { display: inline-block; width: 1.6rem; border-radius: .3rem; text-align: center; }
        input[type=search] { padding: .35rem .7rem; width: 18rem; max-width: 100%; font: inherit;
          border: 1px solid var(--soft); border-radius: .5rem; background: var(--page); color: inherit; }
        .table { overflow: auto; max-height: calc(100vh - 5rem); border: 1px solid var(--line);
          border-radius: .6rem; }
        table { border-collapse: separate; border-spacing: 0; width: 100%; }
        th, td { padding: .28rem .45rem; border-bottom: 1px solid var(--line); text-align: center;
          vertical-align: middle; min-width: 4.4rem; }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { position: sticky; top: 0; z-index: 2; background: var(--head); font-size: .7rem;
          line-height: 1.25; vertical-align: bottom; }
        thead th:first-child { left: 0; z-index: 3; }
        tbody th { position: sticky; left: 0; z-index: 1; background: var(--page); text-align: left;
          font-weight: 500; white-space: nowrap; border-right: 1px solid var(--line); }
        tbody tr:hover th { background: var(--head); }
        tbody tr:hover td { box-shadow: inset 0 0 0 99px rgb(128 128 128 / .08); }
        .rows td, .rows th { font-style: italic; font-size: .8rem; color: var(--soft); }
        .full { color: var(--full); background: var(--full-bg); }
        .partial { color: var(--partial); background: var(--partial-bg); }
        .masked { color: var(--masked); background: var(--masked-bg); }
        .null { color: var(--null); background: var(--null-bg); }
        .error { color: var(--error); background: var(--error-bg); font-weight: 700; }
        .hidden { color: var(--soft); }
        dl > div { display: grid; grid-template-columns: 14rem 1fr; gap: 1rem; padding: .45rem 0;
          border-bottom: 1px solid var(--line); }
        dt { font-weight: 600; overflow-wrap: anywhere; }
        dd { display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; }
        .chip { padding: .05rem .5rem; border-radius: .4rem; font-size: .85rem; }
        [hidden] { display: none !important; }
        @page { size: landscape; margin: 12mm; }
        @media print {
          :root { color-scheme: light; font-size: 9px; --ink: #000; --page: #fff; --soft: #444; }
          body { padding: 0; max-width: none; font-size: inherit; print-color-adjust: exact;
            -webkit-print-color-adjust: exact; }
          .bar { position: static; margin: 0; padding: .3rem 0; border: 0; }
          .bar label, output, details { display: none; }
          .table { max-height: none; overflow: visible; border-radius: 0; }
          thead { display: table-header-group; }
          thead th, tbody th { position: static; }
          th, td { min-width: 0; padding: .1rem .25rem; }
          tr, dl > div { break-inside: avoid; }
          h2, h2 + p { break-after: avoid; }
        }
        """

    static let script = """
        const find = document.getElementById('find');
        const differing = document.getElementById('differing');
        const count = document.getElementById('count');
        const show = () => {
          const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
          let total = 0;
          for (const section of document.querySelectorAll('section')) {
            let shown = 0;
            for (const entry of section.querySelectorAll('[data-name]')) {
              entry.hidden = !words.every(word => entry.dataset.name.includes(word))
                || (differing.checked && 'same' in entry.dataset);
              if (!entry.hidden) shown += 1;
            }
            section.hidden = shown === 0;
            total += shown;
          }
          count.textContent = total + ' shown';
        };
        find.addEventListener('input', show);
        differing.addEventListener('change', show);
        """
}
