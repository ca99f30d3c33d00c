'use client';
import { listSimilarDiscussions } from '@overmind/contracts/routes/discussions';
import Link from 'next/link';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { statusWords, room as text } from '#text/discussions.ts';
import { discussionPath } from '../discussions-path.ts';
import { visible } from '../visible.ts';

/** Earlier discussions with like goals; says nothing where there are none. */
export function SimilarList({ discussionId }: { discussionId: string }) {
  const { projectId } = useProjectScope();
  const { data } = useRoute(listSimilarDiscussions, { params: { id: discussionId } });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label={text.similar}>
      <h2 className="mb-1 font-medium text-ink-2 text-xs">{text.similar}</h2>
      <ul className="space-y-1.5">
        {visible(data.items).map(({ discussion: { id, title, status, decision }, likeness }) => (
          <li key={id}>
            <Link
              href={discussionPath(projectId, id)}
              prefetch={false}
              className="block rounded-md px-1 py-0.5 text-sm hover:bg-ink/5 max-md:min-h-11"
            >
              <span className="block truncate">{title}</span>
              <span className="flex items-center gap-2 text-2xs text-ink-2">
                <span aria-hidden className="h-1 w-10 overflow-hidden rounded-full bg-line">
                  <span className="block h-full bg-running" style={{ width: `${likeness * 100}%` }} />
                </span>
                {text.alike(likeness)}
                <span className="min-w-0 truncate">{decision ?? statusWords[status]}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
