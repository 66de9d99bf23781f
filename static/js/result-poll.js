/**
 * Asks a few times whether the bank's answer has come, and moves on when it has; the link beside it does the same by hand.
 */
const TIMES = 4;
const SECONDS = 11; // the server asks the bank at most every ten seconds

class ResultPoll extends HTMLElement {
  connectedCallback() {
    this.asked = 0;
    this.timer = setTimeout(() => this.ask(), SECONDS * 1000);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async ask() {
    this.asked += 1;
    this.say(this.dataset.checking);
    const address = `${location.pathname}?again`;
    try {
      const answer = await fetch(address, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = page.querySelector("result-poll")?.dataset.state;
      if (answer.ok && (answer.redirected || state !== this.dataset.state)) {
        location.replace(answer.redirected ? answer.url : location.pathname);
        return;
      }
    } catch {
      // No network for a moment: the next round, or the link, asks again.
    }
    this.say(this.dataset.waiting);
    if (this.asked < TIMES) this.timer = setTimeout(() => this.ask(), SECONDS * 1000);
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
}

customElements.define("result-poll", ResultPoll);
