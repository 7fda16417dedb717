/* What comes of it: tiles that stay in sight, the report's sections and charts, and how sure the figures are. */

const NUMBERS = { npv: 0, bcr: 1, payback: 2, mean: 3, meanError: 4, loss: 5, lossError: 6, p10: 7, p50: 8, p90: 9 };
const PER_SCOPE = 10;

function answerOf(numbers, scope, name) {
  return numbers[scope * PER_SCOPE + NUMBERS[name]];
}

function moneyText(currency, amount) {
  if (!Number.isFinite(amount)) return "n/a";
  const size = Math.abs(amount), sign = amount < 0 ? "−" : "";
  const [divisor, suffix, decimals] = size >= 1e8 ? [1e6, "m", 0] : size >= 1e6 ? [1e6, "m", 2] : size >= 1e4 ? [1e3, "k", 0] : [1, "", 0];
  return sign + currency + (size / divisor).toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) + suffix;
}

const chanceText = (part) => (Number.isFinite(part) ? `${(100 * part).toFixed(1)}%` : "…");

function changeText(currency, change) {
  if (!Number.isFinite(change)) return "";
  if (change === 0) return "as the case stood";
  return `${change > 0 ? "▲" : "▼"} ${moneyText(currency, Math.abs(change))} ${change > 0 ? "more" : "less"}`;
}

class Answers {
  constructor(data, names) {
    this.data = data;
    this.names = names;
    this.tiles = make("div", { class: "live-tiles" });
    this.sure = make("p", { class: "live-sure" });
    this.spoken = make("p", { class: "live-spoken", role: "status" });
    this.places = names.map((name) => make("div", { "data-part": name }));
    this.element = make("div", { class: "live-parts" }, ...this.places);
  }

  scopeNames() {
    const councils = this.data.councils.map((council) => council.name);
    return councils.length > 1 ? ["Joint", ...councils] : [councils[0]];
  }

  /* stood: answers of the case as it stood, or null while they are worked out. */
  showTiles(numbers, stood, trials) {
    const { currency } = this.data;
    const tiles = this.scopeNames().map((name, scope) => {
      const npv = answerOf(numbers, scope, "npv"), error = answerOf(numbers, scope, "lossError");
      const change = stood ? npv - answerOf(stood, scope, "npv") : NaN;
      return make("div", { class: scope === 0 ? "live-tile joint" : "live-tile" }, make("h3", {}, name),
        make("p", { class: "live-npv" }, make("span", {}, "NPV "), make("strong", {}, moneyText(currency, npv))),
        make("p", { class: change < 0 ? "live-down" : change > 0 ? "live-up" : "" }, changeText(currency, change)),
        make("p", {}, `Chance of a loss ${chanceText(answerOf(numbers, scope, "loss"))}`,
          Number.isFinite(error) ? make("span", { class: "live-quiet" }, ` ±${(196 * error).toFixed(1)} points`) : null));
    });
    if (this.data.councils.length > 1) tiles.push(this.gainTile(numbers));
    this.tiles.replaceChildren(...tiles);
    this.sure.textContent = trials > 0
      ? `From ${trials.toLocaleString("en-GB")} trials of ${this.data.trials.toLocaleString("en-GB")}; ± is 95%. The joint mean NPV is ${moneyText(currency, answerOf(numbers, 0, "mean"))}, with a standard error of ${moneyText(currency, answerOf(numbers, 0, "meanError"))}.`
      : "The plan; trials follow.";
  }

  gainTile(numbers) {
    const [gain, error] = numbers.slice(-2);
    return make("div", { class: "live-tile" }, make("h3", {}, this.data.councils.length === 2 ? "Both councils gain" : "All councils gain"),
      make("p", { class: "live-npv" }, make("strong", {}, chanceText(gain))),
      make("p", { class: "live-quiet" }, Number.isFinite(error) ? `of the trials, ±${(196 * error).toFixed(1)} points` : "of the trials"));
  }

  /* For those who listen, once a move has settled. */
  speak(numbers) {
    this.spoken.textContent = `Joint net present value ${moneyText(this.data.currency, answerOf(numbers, 0, "npv"))}, `
      + `chance of a loss ${chanceText(answerOf(numbers, 0, "loss"))}.`;
  }

  /* Tables that were opened stay open, and what is scrolled stays where it is. All is read before anything is written:
     in between the browser would lay the page out again and again. */
  showParts(model, wanted) {
    const parts = this.names.map((name, n) => ({ name, n, place: this.places[n] })).filter(({ name }) => wanted(name));
    for (const part of parts) {
      part.open = [...part.place.querySelectorAll("details")].map((details) => details.open);
      part.scrolled = [...part.place.querySelectorAll(".scroll")].map((table) => table.scrollLeft);
    }
    for (const { n, place, open, scrolled } of parts) {
      place.innerHTML = model.part(n) || "";
      place.querySelectorAll("details").forEach((details, i) => { if (open[i]) details.open = true; });
      place.querySelectorAll(".scroll").forEach((table, i) => { if (scrolled[i]) table.scrollLeft = scrolled[i]; });
    }
  }
}
