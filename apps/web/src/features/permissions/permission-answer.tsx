'use client';
import type { Permission } from '@overmind/contracts/entities/permission';
import { Clock, type LucideIcon, ShieldCheck, ShieldOff } from 'lucide-react';
import { TimeAgo } from '#components/time-ago.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { cn } from '#lib/class-names.ts';
import { permissions as text } from '#text/permissions.ts';
import { ownWords } from './option-words.ts';

const marks: Record<Permission['status'], { icon: LucideIcon; tone: string }> = {
  pending: { icon: Clock, tone: 'text-ink-2' },
  allowed: { icon: ShieldCheck, tone: 'text-done' },
  denied: { icon: ShieldOff, tone: 'text-failed' },
  expired: { icon: ShieldOff, tone: 'text-failed' },
  withdrawn: { icon: ShieldOff, tone: 'text-ink-2' },
};

/** How a request was answered: the option that was chosen, by whom and when. */
export function PermissionAnswer({ request, className }: { request: Permission; className?: string }) {
  const nameOf = usePersonName(request.project_id);
  const { icon: Icon, tone } = marks[request.status];
  const isDecided = request.status === 'allowed' || request.status === 'denied';
  const option = request.options.find(({ id }) => id === request.option_id);
  const own = option === undefined ? null : ownWords(option);
  return (
    <p className={cn('flex flex-wrap items-center gap-x-1.5 text-sm', className)}>
      <Icon className={cn('size-4 shrink-0', tone)} aria-hidden />
      <span className={cn('font-medium', tone)}>{text.answers[request.status]}</span>
      {isDecided && option !== undefined ? (
        <span className="text-ink-2 [overflow-wrap:anywhere]">
          {own === null ? text.optionHints[option.kind] : <VisibleText text={`“${own}”`} />}
        </span>
      ) : null}
      {isDecided && request.decided_by_user_id !== null ? (
        <span>{text.answerBy(nameOf(request.decided_by_user_id))}</span>
      ) : null}
      {request.decided_at === null ? null : (
        <TimeAgo iso={request.decided_at} className="text-ink-3 text-xs" />
      )}
    </p>
  );
}
