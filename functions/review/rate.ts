/** A bucket of requests per person that refills evenly. @returns seconds to wait, or 0 when the request may pass. */
export function rateLimit(perMinute: number, now: () => Date) {
  const buckets = new Map<string, { left: number; at: number }>();
  return (who: string): number => {
    const at = now().getTime();
    const known = buckets.get(who) ?? { left: perMinute, at };
    const left = Math.min(perMinute, known.left + ((at - known.at) / 60_000) * perMinute);
    buckets.delete(who);
    buckets.set(who, { left: left >= 1 ? left - 1 : left, at });
    // whoever asked longest ago has a full bucket again and need not be remembered
    if (buckets.size > 10_000) buckets.delete(buckets.keys().next().value!);
    return left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
  };
}
