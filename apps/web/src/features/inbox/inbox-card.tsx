'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import {
  CircleHelp,
  CirclePause,
  CircleX,
  Eye,
  GitMerge,
  type LucideIcon,
  ShieldQuestionMark,
} from 'lucide-react';
import Link from 'next/link';
import { memo, useEffect, useRef } from 'react';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Kbd } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { TimeLeft } from '#features/permissions/time-left.tsx';
import { PriorityMark, TypeMark } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { inboxKinds, inbox as text } from '#text/inbox.ts';
import { type Act, actKeys, actsOf, type Decision } from './decisions.ts';
import { Grounds } from './grounds.tsx';
import { addressOfItem } from './item-address.ts';
import { numberedWays } from './numbered-ways.ts';
import { nameOf } from './use-decide.ts';

const kinds: Record<InboxItem['kind'], { icon: LucideIcon; tone: string }> = {
  review: { icon: Eye, tone: 'text-review' },
  question: { icon: CircleHelp, tone: 'text-accent' },
  permission: { icon: ShieldQuestionMark, tone: 'text-review' },
  merge: { icon: GitMerge, tone: 'text-failed' },
  failed: { icon: CircleX, tone: 'text-failed' },
  blocked: { icon: CirclePause, tone: 'text-blocked' },
};
const looks: Partial<Record<Act, 'signal' | 'primary' | 'quiet'>> = {
  approve: 'signal',
  allow: 'signal',
  rebase: 'primary',
  retry: 'primary',
  unblock: 'primary',
  cancel: 'quiet',
};

interface InboxCardProps {
  item: InboxItem;
  isCurrent: boolean;
  showsProject: boolean;
  onChoose(item: InboxItem): void;
  onDecide(item: InboxItem, decision: Decision): void;
  onReject(item: InboxItem): void;
}

/** One thing that waits: what it is, on what evidence, and the ways to decide it. */
export const InboxCard = memo(function InboxCard(props: InboxCardProps) {
  const { item, isCurrent, showsProject, onChoose } = props;
  const ref = useRef<HTMLElement>(null);
  const { icon: Icon, tone } = kinds[item.kind];
  const { task, discussion } = item;
  const title = task?.title ?? discussion?.title;
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <article
      ref={ref}
      aria-label={`${inboxKinds[item.kind].one}: ${nameOf(item)} ${task?.title ?? ''}`}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={() => onChoose(item)}
      onPointerDown={() => onChoose(item)}
      className={cn(
        'scroll-mt-16 scroll-mb-6 rounded-card border bg-surface p-3 shadow-card transition-colors sm:px-4',
        isCurrent ? 'border-accent ring-1 ring-accent' : 'hover:border-line-strong',
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-ink-3 text-xs">
        <span className={cn('flex items-center gap-1.5 font-medium', tone)}>
          <Icon className="size-3.5" aria-hidden />
          {inboxKinds[item.kind].one}
        </span>
        {discussion === null ? null : <span className="text-ink-2">{text.inDiscussion}</span>}
        {showsProject ? <span className="text-ink-2">{item.project.name}</span> : null}
        {task === null ? null : (
          <>
            <span className="tabular-nums">{task.key}</span>
            <TypeMark type={task.type} />
            <PriorityMark priority={task.priority} />
          </>
        )}
        <span className="ml-auto flex items-center gap-3">
          {item.permission === null ? null : (
            <TimeLeft from={item.permission.created_at} to={item.permission.expires_at} />
          )}
          <span>
            <span className="sr-only">{text.waits} </span>
            <TimeAgo iso={item.since} />
          </span>
        </span>
      </p>
      {title === undefined ? null : (
        <h3 className="mt-1 font-medium text-[15px] leading-5 [overflow-wrap:anywhere]">
          <Link href={addressOfItem(item)} className="hover:underline">
            <ShortText text={title} />
          </Link>
        </h3>
      )}
      <Grounds item={item} isOpen={isCurrent} />
      <Ways {...props} />
    </article>
  );
});

function Ways({ item, isCurrent, onDecide, onReject }: InboxCardProps) {
  const name = nameOf(item);
  if (!item.can_decide) return <p className="mt-2 text-ink-3 text-xs">{text.lookOnly}</p>;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-1.5">
      {actsOf(item).map((act) => (
        <Button
          key={act}
          size="sm"
          look={looks[act] ?? 'plain'}
          aria-label={`${text.acts[act]} ${name}`}
          onClick={() => (act === 'reject' ? onReject(item) : onDecide(item, { act, words: '' }))}
        >
          {text.acts[act]}
          {isCurrent ? <KeyHint>{actKeys[act]}</KeyHint> : null}
        </Button>
      ))}
      {numberedWays(item).map(({ label, decision }, index) => (
        <Button
          key={decision.words}
          size="sm"
          className="h-auto min-h-7 max-w-full whitespace-normal py-1 text-left font-normal"
          onClick={() => onDecide(item, decision)}
        >
          {isCurrent && index < 9 ? <KeyHint>{index + 1}</KeyHint> : null}
          <VisibleText text={label} />
        </Button>
      ))}
      <Button asChild size="sm" look="quiet" className="ml-auto">
        <Link href={addressOfItem(item)} aria-label={text.openItem(name)}>
          {text.open}
        </Link>
      </Button>
    </div>
  );
}

const KeyHint = ({ children }: { children: React.ReactNode }) => (
  <Kbd
    aria-hidden
    className="h-4 min-w-4 border-current/30 bg-transparent text-current uppercase max-md:hidden"
  >
    {children}
  </Kbd>
);
