import type { Forecast } from "@/lib/services/automation/forecast";

const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 0 });
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const decimal = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const count = new Intl.NumberFormat("en-US");

/** From fewer calls the database learns nothing; see `forecast_calls`. */
const FEWEST_CALLS = 30;

/** On which guesses the forecast rests, and where they come from. */
export function describeAssumptions({ assumptions }: Forecast): string {
  const { answerRate, finishRate, minutesPerCall, costPerCallUsd, sample } = assumptions;
  const guesses = `${percent.format(answerRate)} answer, ${percent.format(finishRate)} of the calls settle the lead, and a call takes ${decimal.format(minutesPerCall)} min and costs ${money.format(costPerCallUsd)}`;
  const source =
    sample < FEWEST_CALLS
      ? "usual values, until there are enough calls of your own"
      : `from your last ${count.format(sample)} calls`;
  return `Assuming that ${guesses}: ${source}.`;
}
