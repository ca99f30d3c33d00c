'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Permission } from '@overmind/contracts/entities/permission';
import { listRunPermissions } from '@overmind/contracts/routes/runs';
import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { PermissionAnswer } from '#features/permissions/permission-answer.tsx';
import { useMe } from '#features/session/use-session.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { inbox as text } from '#text/inbox.ts';
import { permissions } from '#text/permissions.ts';
import { type Held, undo, useHeld } from './held-decisions.ts';
import { addressOfItem } from './item-address.ts';
import { nameOf } from './use-decide.ts';

/** A request that was answered while the page is open, by this person or another: it stays in its place and says how. */
export function AnsweredCard({ item }: { item: InboxItem & { permission: Permission } }) {
  const held = useHeld((state) => state.held.get(item.id));
  const me = useMe().data?.user.id ?? null;
  const { permission } = item;
  const found = useRoute(
    listRunPermissions,
    { params: { id: permission.run_id } },
    { enabled: held === undefined, staleTime: 0 },
  );
  const settled = found.data?.items.find(({ id }) => id === permission.id);
  const request = held === undefined ? (settled ?? permission) : asDecided(permission, held, me);
  return (
    <article
      aria-label={permissions.answered(nameOf(item))}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-dashed px-3 py-2 sm:px-4"
    >
      <p className="min-w-0 truncate text-sm">
        <Link href={addressOfItem(item)} className="text-ink-2 tabular-nums hover:underline">
          {nameOf(item)}
        </Link>{' '}
        <VisibleText text={permission.title} />
      </p>
      <PermissionAnswer request={request} />
      {held?.stop == null ? null : (
        <Button size="sm" look="quiet" className="ml-auto" onClick={() => undo(item.id)}>
          <Undo2 aria-hidden />
          {text.undo}
        </Button>
      )}
    </article>
  );
}

/** What the request will say once the decision of this person has gone out. */
function asDecided(request: Permission, { decision }: Held, me: string | null): Permission {
  const { options } = request;
  const chosen = options.find(({ id }) => decision.act === 'option' && id === decision.words);
  const allows = chosen === undefined ? decision.act === 'allow' : chosen.kind.startsWith('allow');
  const usual = options.find(({ kind }) => kind === (allows ? 'allow_once' : 'reject_once'));
  const option_id = (chosen ?? usual)?.id ?? null;
  return { ...request, status: allows ? 'allowed' : 'denied', option_id, decided_by_user_id: me };
}
