// How long is left, in words that nobody takes for a time of day such as 14.20.
export const SOON = 120;

/** `7 min`, near the end `1 min 05 s`; when it is over (below 0), how long ago. */
export function countdown(seconds) {
  const whole = Math.abs(Math.round(seconds));
  if (seconds > SOON) return `${Math.ceil(seconds / 60)} min`;
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return seconds < 0 ? `${minutes} min` : `${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
}
