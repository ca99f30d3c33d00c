'use client';
import { runnerUpdateLine } from '@overmind/domain/runners/start-line';
import { Badge } from '#components/ui/badge.tsx';
import { runners as text } from '#text/runners.ts';

/** A runner that the server cannot use until its program is that of the server: what to do for it. */
export const TurnedAway = () => (
  <>
    <Badge className="border-blocked/50 text-blocked">{text.turnedAwayMark}</Badge>
    <span className="basis-full text-xs">
      {text.turnedAway}{' '}
      <code className="font-mono [overflow-wrap:anywhere]">{runnerUpdateLine(window.location.origin)}</code>
    </span>
  </>
);
