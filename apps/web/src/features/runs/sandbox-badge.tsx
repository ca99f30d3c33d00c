import type { SandboxLevel } from '@overmind/contracts/entities/run';
import { type LucideIcon, Shield, ShieldAlert, ShieldCheck, ShieldEllipsis } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { sandbox as text } from '#text/run-page.ts';

const marks: Record<SandboxLevel | 'unknown', { icon: LucideIcon; tone: string }> = {
  sandboxed: { icon: ShieldCheck, tone: 'border-done/40 text-done' },
  restricted: { icon: Shield, tone: 'border-blocked/40 text-blocked' },
  none: { icon: ShieldAlert, tone: 'border-failed/50 text-failed' },
  unknown: { icon: ShieldEllipsis, tone: '' },
};

/** How far the processes of a run are shut in; what it means on hover. */
export function SandboxBadge({ level }: { level: SandboxLevel | null }) {
  const key = level ?? 'unknown';
  const { icon: Icon, tone } = marks[key];
  return (
    <Badge className={cn('cursor-help', tone)} title={text[key].hint}>
      <Icon aria-hidden />
      {text[key].word}
      <span className="sr-only">: {text[key].hint}</span>
    </Badge>
  );
}
