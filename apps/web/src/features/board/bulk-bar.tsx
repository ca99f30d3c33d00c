'use client';
import { BulkTaskAct, type Task } from '@overmind/contracts/entities/task';
import { Ban, Check, ChevronDown, RotateCcw, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { useView } from '#features/project/project-context.tsx';
import { isEscapeOfPage } from '#lib/page-keys.ts';
import { bulk as text } from '#text/board.ts';
import { priorityWords } from '#text/status.ts';
import { useSelection } from './selection-store.ts';
import { useBulk } from './use-bulk.ts';

const CancelManyDialog = lazy(async () => ({
  default: (await import('./cancel-many-dialog.tsx')).CancelManyDialog,
}));

const mostAtOnce = 200;

/** What can be done with all selected tasks at once. Each act counts for those that it fits. */
export function BulkBar({ tasks }: { tasks: readonly Task[] }) {
  const { ids, clear } = useSelection();
  const selected = tasks.filter((task) => ids.has(task.id));
  const agents = useView((view) => view.agents);
  const bulk = useBulk(selected, clear);
  const [isCanceling, setCanceling] = useState(false);
  useEscape(clear);
  const isFitting = selected.length > 0 && selected.length <= mostAtOnce && !bulk.isPending;
  const mayDo = (...statuses: Task['status'][]) =>
    isFitting && selected.some(({ status }) => statuses.includes(status));
  const selectedIds = selected.map(({ id }) => id);
  const act = (fields: Record<string, unknown>) =>
    bulk.run(BulkTaskAct.parse({ ids: selectedIds, ...fields }));
  return (
    <div
      role="toolbar"
      aria-label={text.title}
      className="flex shrink-0 animate-rise flex-wrap items-center gap-1.5 border-t bg-raised px-2 py-1.5 shadow-pop"
    >
      <span role="status" className="px-1 font-medium text-sm tabular-nums">
        {selected.length > mostAtOnce ? text.tooMany(mostAtOnce) : text.count(selected.length)}
      </span>
      <Button size="sm" disabled={!mayDo('needs_review')} onClick={() => act({ act: 'approve' })}>
        <Check aria-hidden />
        {text.approve}
      </Button>
      <Button size="sm" disabled={!mayDo('failed', 'blocked')} onClick={() => act({ act: 'retry' })}>
        <RotateCcw aria-hidden />
        {text.retry}
      </Button>
      <Menu trigger={<Choice words={text.priority} isOff={!isFitting} />}>
        {[1, 2, 3, 4, 5].map((priority) => (
          <MenuItem key={priority} onSelect={() => act({ act: 'prioritize', priority })}>
            {`P${priority} ${priorityWords[priority] ?? ''}`}
          </MenuItem>
        ))}
      </Menu>
      <Menu trigger={<Choice words={text.assign} isOff={!isFitting} />}>
        {agents.map(({ id, name }) => (
          <MenuItem key={id} onSelect={() => act({ act: 'assign', agent: name })}>
            {name}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => act({ act: 'assign', agent: null })}>{text.noAgent}</MenuItem>
      </Menu>
      <Button
        size="sm"
        disabled={!mayDo('queued', 'in_progress', 'blocked', 'needs_review', 'failed')}
        onClick={() => setCanceling(true)}
      >
        <Ban aria-hidden />
        {text.cancel}
      </Button>
      <Button
        look="quiet"
        size="icon"
        className="ml-auto"
        aria-label={text.clear}
        title={text.clear}
        onClick={clear}
      >
        <X aria-hidden />
      </Button>
      <Suspense fallback={null}>
        {isCanceling ? (
          <CancelManyDialog
            count={selected.length}
            onClose={() => setCanceling(false)}
            onCancel={(reason) => {
              setCanceling(false);
              act({ act: 'cancel', ...(reason === '' ? {} : { reason }) });
            }}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

const Choice = ({
  words,
  isOff,
  ...rest
}: { words: string; isOff: boolean } & React.ComponentProps<'button'>) => (
  <Button size="sm" disabled={isOff} {...rest}>
    {words}
    <ChevronDown className="size-3.5!" aria-hidden />
  </Button>
);

function useEscape(clear: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isEscapeOfPage(event)) clear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [clear]);
}
