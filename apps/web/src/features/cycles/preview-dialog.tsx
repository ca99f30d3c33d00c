'use client';
import { CircleCheck, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { common } from '#text/common.ts';
import { cycles as text } from '#text/cycles.ts';
import { useCyclePreview, useRunCycle } from './use-cycles.ts';

type Preview = NonNullable<ReturnType<typeof useCyclePreview>['data']>;

/** What a cycle would do now, before anyone asks for it. */
export function PreviewDialog({ onClose }: { onClose(): void }) {
  const preview = useCyclePreview();
  const cycle = useRunCycle();
  const mayRun = useMay('operator');
  const isPaused = useView((view) => view.project.settings.orchestration === 'paused');
  const run = () => {
    cycle.run();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={text.previewTitle}
      description={text.previewHint}
      className="max-w-2xl"
    >
      {isPaused ? <p className="mb-3 text-review text-sm">{text.paused}</p> : null}
      {preview.isPending ? <Skeleton className="h-40" /> : null}
      {preview.isError ? <ErrorState error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data === undefined ? null : <Found preview={preview.data} />}
      <DialogFooter>
        <Button
          look="quiet"
          className="mr-auto"
          isBusy={preview.isFetching}
          onClick={() => void preview.refetch()}
        >
          {preview.isFetching ? null : <RefreshCw aria-hidden />}
          {text.refresh}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {common.close}
        </Button>
        <Button look="primary" disabled={!mayRun} onClick={run}>
          {text.runIt}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { would_create, would_cancel, would_schedule, waiting } = preview;
  const count = would_create.length + would_cancel.length + would_schedule.length + waiting.length;
  return (
    <div className="space-y-4">
      {count === 0 ? (
        <EmptyState icon={CircleCheck} title={text.previewNothing} hint={text.previewNothingHint} />
      ) : null}
      <Section title={text.sections.would_create} count={would_create.length}>
        {would_create.map((task) => (
          <Row key={task.title} title={task.title} note={`P${task.priority} · ${task.type}`}>
            <Badge>{task.agent ?? text.byType}</Badge>
          </Row>
        ))}
      </Section>
      <Section title={text.sections.would_schedule} count={would_schedule.length}>
        {would_schedule.map((task) => (
          <Row key={task.task_id} taskKey={task.key} title={task.title}>
            <Badge>{task.agent}</Badge>
          </Row>
        ))}
      </Section>
      <Section title={text.sections.would_cancel} count={would_cancel.length}>
        {would_cancel.map((task) => (
          <Row key={task.task_id} taskKey={task.key} title={task.title} note={task.reason} />
        ))}
      </Section>
      <Section title={text.sections.waiting} count={waiting.length}>
        {waiting.map((task) => (
          <Row key={task.task_id} taskKey={task.key} title={task.title} note={task.reason} />
        ))}
      </Section>
      <p className="text-ink-2 text-sm">{preview.would_write_state ? text.writesState : text.keepsState}</p>
    </div>
  );
}

function Section({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 flex items-baseline gap-2 font-semibold text-ink-2 text-xs">
        {title} <span className="font-normal text-ink-3 tabular-nums">{count}</span>
      </h3>
      <ul className="max-h-56 divide-y overflow-y-auto rounded-card border bg-raised">{children}</ul>
    </section>
  );
}

interface RowProps {
  taskKey?: string;
  title: string;
  note?: string;
  children?: ReactNode;
}

const Row = ({ taskKey, title, note, children }: RowProps) => (
  <li className="px-3 py-1.5 text-sm">
    <p className="flex items-center gap-2">
      {taskKey === undefined ? null : (
        <span className="shrink-0 font-medium text-ink-2 text-xs tabular-nums">{taskKey}</span>
      )}
      <span className="min-w-0 flex-1 truncate" title={title}>
        {title}
      </span>
      {children}
    </p>
    {note === undefined ? null : <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">{note}</p>}
  </li>
);
