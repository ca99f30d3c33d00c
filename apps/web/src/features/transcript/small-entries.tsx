import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import {
  CircleAlert,
  Gauge,
  Info,
  type LucideIcon,
  ShieldCheck,
  ShieldOff,
  ShieldQuestionMark,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { transcript as text } from '#text/transcript.ts';

type Of<K extends TranscriptEntry['kind']> = Extract<TranscriptEntry, { kind: K }>;

interface LineProps {
  icon: LucideIcon;
  tone: string;
  children: ReactNode;
}

const Line = ({ icon: Icon, tone, children }: LineProps) => (
  <p className="flex items-start gap-2 text-sm [overflow-wrap:anywhere]">
    <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
    <span className="min-w-0 flex-1">{children}</span>
  </p>
);

const permissionMarks: Record<Of<'permission'>['status'], { icon: LucideIcon; tone: string }> = {
  pending: { icon: ShieldQuestionMark, tone: 'text-review' },
  allowed: { icon: ShieldCheck, tone: 'text-done' },
  denied: { icon: ShieldOff, tone: 'text-failed' },
  expired: { icon: ShieldOff, tone: 'text-failed' },
  withdrawn: { icon: ShieldOff, tone: 'text-queued' },
};

/** What the agent asked leave for, and who decided. */
export const PermissionEntry = ({ entry }: { entry: Of<'permission'> }) => (
  <Line {...permissionMarks[entry.status]}>
    <VisibleText text={entry.title} />{' '}
    <span className="text-ink-2">
      {text.permission[entry.status]}
      {entry.decided_by === null ? null : (
        <>
          {' '}
          <VisibleText text={text.decidedBy(entry.decided_by)} />
        </>
      )}
    </span>
  </Line>
);

const noticeMarks: Record<Of<'notice'>['level'], { icon: LucideIcon; tone: string }> = {
  info: { icon: Info, tone: 'text-ink-3' },
  warning: { icon: TriangleAlert, tone: 'text-blocked' },
  error: { icon: CircleAlert, tone: 'text-failed' },
};

export const NoticeEntry = ({ entry }: { entry: Of<'notice'> }) => (
  <Line {...noticeMarks[entry.level]}>
    <span className={cn('whitespace-pre-wrap', entry.level === 'info' ? 'text-ink-2' : undefined)}>
      {entry.text.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their place
        <span key={index} className="block">
          <VisibleText text={line} />
        </span>
      ))}
    </span>
  </Line>
);

export function UsageEntry({ entry }: { entry: Of<'usage'> }) {
  const count = (value: number | null) => (value === null ? null : countWords(value));
  const words = [
    text.usage(count(entry.input_tokens), count(entry.output_tokens)),
    entry.cached_tokens === null || entry.cached_tokens === 0
      ? ''
      : text.cached(countWords(entry.cached_tokens)),
    entry.cost_micros === null ? '' : costWords(entry.cost_micros),
  ].filter(Boolean);
  return (
    <p className="flex items-center gap-2 text-ink-3 text-xs tabular-nums">
      <Gauge className="size-3.5 shrink-0" aria-hidden />
      {words.join(' · ')}
    </p>
  );
}
