/** Adds the button that copies an address, where the browser can; without it the address is there to be read. */
class CopyButton extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    const status = document.createElement("span");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = this.dataset.label;
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.dataset.text);
      status.textContent = this.dataset.done;
    });
    this.append(button, status);
  }
}

customElements.define("copy-button", CopyButton);
