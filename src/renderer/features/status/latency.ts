/** A short time: `0.4 ms`, `4 ms`, `1.2 s`. */
export function latency(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds >= 0.95) return `${Math.round(milliseconds)} ms`;
  return `${Math.max(milliseconds, 0.1).toFixed(1)} ms`;
}
