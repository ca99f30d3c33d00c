'use client';
import { ScrollText } from 'lucide-react';
import Link from 'next/link';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { useSpecId } from '#lib/route-ids.ts';
import { spec as text } from '#text/specs.ts';
import { specsPath } from '../specs-path.ts';
import { useLiveSpecs } from '../use-live-specs.ts';
import { useSpec } from '../use-specs.ts';
import { SpecView } from './spec-view.tsx';

/** One spec: its phases, and the place to write them. */
export function SpecPage() {
  const id = useSpecId();
  if (id === null) return null;
  return id === 'invalid' ? <Gone /> : <Found key={id} id={id} />;
}

function Found({ id }: { id: string }) {
  const { data, error, refetch } = useSpec(id);
  useLiveSpecs(id);
  if (isCode(error, 'not_found')) return <Gone />;
  if (data !== undefined) return <SpecView spec={data} />;
  return (
    <ProjectFrame title={text.title}>
      {error === null ? (
        <Skeleton className="m-4 h-48" />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </ProjectFrame>
  );
}

function Gone() {
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.title}>
      <EmptyState
        icon={ScrollText}
        title={text.gone}
        hint={text.goneHint}
        action={
          <Button asChild>
            <Link href={specsPath(projectId)}>{text.back}</Link>
          </Button>
        }
      />
    </ProjectFrame>
  );
}
