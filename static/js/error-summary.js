/** Takes the keyboard and the screen reader to the list of errors when the page opens with one. */
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.focus();
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      // The label comes into view with the field, so that the question is read with the answer.
      (field.closest(".field") ?? field).scrollIntoView();
      field.focus({ preventScroll: true });
    });
  }
}

customElements.define("error-summary", ErrorSummary);
