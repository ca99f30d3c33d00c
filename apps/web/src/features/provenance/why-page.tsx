'use client';
import { explainLine } from '@overmind/contracts/routes/provenance';
import { useSearchParams } from 'next/navigation';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { showParts } from '#lib/search-param.ts';
import { provenance as text } from '#text/provenance.ts';
import { type Question, readQuestion } from './question.ts';
import { Trail } from './trail.tsx';
import { WhyForm } from './why-form.tsx';

/** A question in the address, and the way back from the line that it names. */
export function WhyPage() {
  const search = useSearchParams();
  const question = readQuestion(search);
  const ask = ({ path, line, revision }: Question) =>
    showParts({ path, line: String(line), revision: revision === '' ? null : revision }, 'push');
  return (
    <ProjectFrame title={text.title}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl space-y-6 px-4 py-6">
          <p className="text-ink-2 text-sm">{text.hint}</p>
          <WhyForm key={search.toString()} asked={question} onAsk={ask} />
          {question === null ? null : <Answer question={question} />}
        </div>
      </div>
    </ProjectFrame>
  );
}

function Answer({ question: { path, line, revision } }: { question: Question }) {
  const { projectId } = useProjectScope();
  const answer = useRoute(
    explainLine,
    { params: { id: projectId }, query: { path, line, ...(revision === '' ? {} : { revision }) } },
    { staleTime: 0 },
  );
  if (answer.isPending) return <Skeleton className="h-64" />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return <Trail found={answer.data} />;
}
