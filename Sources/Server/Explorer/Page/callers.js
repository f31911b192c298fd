// Who asks: in development one of the demonstration's roles, elsewhere the bearer of a token that is typed in.

import { byID, make } from "/explorer/elements.js";

const kept = "comanda:explorer:caller";

export class Callers {
  /** What `comanda dev` tells of its demonstration; null everywhere else. */
  desk = null;
  organization = null;
  role = "PUBLIC";
  token = null;

  constructor(onChange) {
    this.onChange = onChange;
    byID("caller").onsubmit = (event) => event.preventDefault();
    byID("organization").onchange = () => this.choose(byID("organization").value, this.role);
    byID("role").onchange = () => this.choose(this.organization.id, byID("role").value);
    // The token stays in this page alone: it is forgotten when the page is left.
    byID("token").onchange = () => {
      this.token = byID("token").value.trim() || null;
      this.onChange();
    };
  }

  /** The branch that examples are about. */
  get branch() {
    return this.organization?.branches[0] ?? null;
  }

  /** Looks whom one can be here. Asked again where a token has ended: it comes with new ones. */
  async load() {
    const answer = await fetch("/explorer/development.json", { headers: { Accept: "application/json" } });
    this.desk = answer.ok ? await answer.json() : null;
    for (const part of ["organization", "role", "token"]) {
      document.querySelector(`#caller [data-part=${part}]`).hidden = (part === "token") === Boolean(this.desk);
    }
    if (!this.desk) return;
    const before = JSON.parse(localStorage.getItem(kept) ?? "{}");
    const { organizations, roles } = this.desk;
    byID("organization").replaceChildren(
      ...organizations.map(({ id, name }) => make("option", { value: id, textContent: name })));
    byID("role").replaceChildren(
      make("option", { value: "PUBLIC", textContent: "PUBLIC (no token)" }),
      ...roles.map((role) => make("option", { value: role, textContent: role })));
    const role = [before.role, this.role === "PUBLIC" ? "WAITER" : this.role, roles[0]]
      .find((name) => name === "PUBLIC" || roles.includes(name));
    const known = organizations.find(({ id }) => id === before.organization) ?? organizations[0];
    this.set(known, role);
  }

  choose(organization, role) {
    this.set(this.desk.organizations.find(({ id }) => id === organization), role);
    localStorage.setItem(kept, JSON.stringify({ organization, role }));
    this.onChange();
  }

  set(organization, role) {
    this.organization = organization;
    this.role = role;
    this.token = organization?.tokens[role] ?? null;
    byID("organization").value = organization?.id ?? "";
    byID("role").value = role;
  }
}
