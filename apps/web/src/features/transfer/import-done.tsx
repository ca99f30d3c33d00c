'use client';
import type { ImportReport } from '@overmind/contracts/entities/archive';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { DialogFooter } from '#components/ui/dialog.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { transfer as text } from '#text/transfer.ts';

/** What came in, and what a person should know about it. */
export function ImportDone({ report, onAnother }: { report: ImportReport; onAnother(): void }) {
  const { project, ids, rows, files, warnings } = report;
  const counts = Object.entries(rows).filter(([, count]) => count > 0);
  return (
    <div role="status" className="space-y-4 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <CircleCheck className="size-4 text-done" aria-hidden />
        {text.done(project.name)}
      </p>
      <p className="text-ink-2">{ids === 'kept' ? text.kept : text.remapped}</p>
      <section aria-label={text.rows}>
        <h3 className="mb-1 font-semibold text-ink-2 text-xs">{text.rows}</h3>
        <dl className="grid max-h-48 grid-cols-2 gap-x-6 overflow-y-auto rounded-card border bg-raised px-3 py-2 text-xs">
          {[...counts, [text.files, files] as const].map(([name, count]) => (
            <div key={name} className="flex justify-between gap-2 py-0.5">
              <dt className="text-ink-2">{name.replaceAll('_', ' ')}</dt>
              <dd className="tabular-nums">{count.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      </section>
      {warnings.length === 0 ? (
        <p className="text-ink-2">{text.noWarnings}</p>
      ) : (
        <section aria-label={text.warnings(warnings.length)}>
          <h3 className="mb-1 flex items-center gap-1.5 font-semibold text-review text-xs">
            <TriangleAlert className="size-3.5" aria-hidden />
            {text.warnings(warnings.length)}
          </h3>
          <ul className="max-h-40 list-disc space-y-1 overflow-y-auto pl-5 text-ink-2 text-xs">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
      <DialogFooter>
        <Button look="quiet" onClick={onAnother}>
          {text.another}
        </Button>
        <Button asChild look="primary">
          <Link href={projectPath(project.id)}>{text.open}</Link>
        </Button>
      </DialogFooter>
    </div>
  );
}
