/**
 * Lets a form be sent once: the second click of a hurried hand does nothing, and a status line says that it is on its way.
 * The button is never disabled, so it keeps its focus and its name and value; the server stays the real guard.
 */
class SubmitOnce extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("submit", this);
    // A page that returns from the back-forward cache must be usable again.
    window.addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    this.form?.removeEventListener("submit", this);
    window.removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type === "pageshow") {
      if (event.persisted) this.show(false);
    } else if (this.sent) {
      event.preventDefault();
    } else {
      this.show(true);
    }
  }

  show(sent) {
    this.sent = sent;
    const button = this.querySelector("button");
    if (sent) button?.setAttribute("aria-disabled", "true");
    else button?.removeAttribute("aria-disabled");
    this.querySelector("[role=status]").textContent = sent ? this.dataset.wait : "";
  }
}

customElements.define("submit-once", SubmitOnce);
