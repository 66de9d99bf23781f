/**
 * Repeats the amount below its box, in toman and in words, so that a zero too many is seen before paying.
 * It reads only what is surely a whole number of rial or toman; for anything else it stays silent and the server answers.
 */
const ONES = ["", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده",
  "پانزده", "شانزده", "هفده", "هجده", "نوزده"];
const TENS = ["", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"];
const HUNDREDS = ["", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"];
const SCALES = ["", "هزار", "میلیون", "میلیارد"];
const LARGEST = 999_999_999_999;

/** The amount in rial, or null when the text is not plainly one. */
export function readAmount(text) {
  let plain = text
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .trim();
  const unit = plain.match(/(ریال|تومان)$/)?.[1];
  if (unit) plain = plain.slice(0, -unit.length).trim();
  if (!/^(\d+|\d{1,3}([٬,،\s]\d{3})+)$/.test(plain)) return null;
  const rial = Number(plain.replace(/\D/g, "")) * (unit === "تومان" ? 10 : 1);
  return rial > 0 && rial <= LARGEST ? rial : null;
}

function threeDigits(number) {
  const rest = number % 100;
  const parts = [HUNDREDS[Math.floor(number / 100)]];
  if (rest < 20) parts.push(ONES[rest]);
  else parts.push(TENS[Math.floor(rest / 10)], ONES[rest % 10]);
  return parts.filter(Boolean).join(" و ");
}

/** A whole number above zero in Persian words. */
export function words(number) {
  const parts = [];
  for (let scale = 0; number > 0; scale += 1, number = Math.floor(number / 1000)) {
    const group = number % 1000;
    if (group) parts.unshift(`${threeDigits(group)} ${SCALES[scale]}`.trim());
  }
  return parts.join(" و ");
}

const digits = new Intl.NumberFormat("fa-IR", { useGrouping: true });

/** «۵۰ هزار تومان»: figures for the groups, words for their names; null when the rial do not make whole toman. */
export function toman(rial) {
  if (rial % 10) return null;
  const parts = [];
  let rest = rial / 10;
  for (let scale = 0; rest > 0; scale += 1, rest = Math.floor(rest / 1000)) {
    const group = rest % 1000;
    if (group) parts.unshift(`${digits.format(group)} ${SCALES[scale]}`.trim());
  }
  return `${parts.join(" و ")} تومان`;
}

class AmountEcho extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.dataset.for);
    this.group = this.closest("fieldset");
    this.group?.addEventListener("input", this);
    this.group?.addEventListener("change", this);
  }

  disconnectedCallback() {
    this.group?.removeEventListener("input", this);
    this.group?.removeEventListener("change", this);
  }

  handleEvent(event) {
    if (event.target !== this.box) {
      // One amount at a time: a chosen one empties the box, a typed one lets go of the choice.
      if (event.target.name === this.dataset.choices && event.target.value !== "typed") {
        this.box.value = "";
        this.show();
      }
      return;
    }
    if (this.box.value) this.choices().forEach((choice) => (choice.checked = false));
    // Screen readers get the line when the typing rests, not at every key.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 400);
  }

  choices() {
    return this.dataset.choices ? [...this.group.querySelectorAll(`input[name="${this.dataset.choices}"]`)] : [];
  }

  show() {
    const rial = readAmount(this.box.value);
    const inToman = rial && toman(rial);
    this.querySelector("[role=status]").textContent = rial
      ? `${inToman ? `معادل ${inToman} – ` : ""}${words(rial)} ریال`
      : "";
  }
}

customElements.define("amount-echo", AmountEcho);
