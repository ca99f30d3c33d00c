'use client';
import { clock, useNow } from '#lib/time.ts';

/** A running clock from a start; stands still once there is an end. */
export function Elapsed({ from, to }: { from: string; to: string | null }) {
  const now = useNow();
  const end = to === null ? now : Date.parse(to);
  return <span className="tabular-nums">{clock(end - Date.parse(from))}</span>;
}
