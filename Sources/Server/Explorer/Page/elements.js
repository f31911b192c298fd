// Parts of the page, made from text alone: nothing that the API answers is ever read as HTML.

export const byID = (id) => document.getElementById(id);

/** An element with properties (`data` and `aria` too) and children, texts among them; null children are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else if (name === "aria") {
      for (const [key, text] of Object.entries(value)) element.setAttribute(`aria-${key}`, text);
    } else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Paragraphs of a description; what stands between backticks is code. */
export function prose(text) {
  return (text ?? "").split(/\n\s*\n/).filter(Boolean).map((paragraph) =>
    make("p", {}, ...paragraph.split(/(`[^`]+`)/).filter(Boolean).map((piece) =>
      piece.startsWith("`") && piece.length > 2 ? make("code", { textContent: piece.slice(1, -1) }) : piece)));
}

/** The first sentence of a description, for lists. */
export function gist(text) {
  const sentence = /^.*?[.;:](?=\s|$)/s.exec(text ?? "");
  return (sentence ? sentence[0].replace(/[;:]$/, "") : text ?? "").replaceAll("`", "").replace(/\s+/g, " ");
}
