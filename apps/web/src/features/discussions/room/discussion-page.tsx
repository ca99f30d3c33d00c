'use client';
import { MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { useDiscussionId } from '#lib/route-ids.ts';
import { room as text } from '#text/discussions.ts';
import { discussionsPath } from '../discussions-path.ts';
import { useDiscussion } from '../use-discussion.ts';
import { Room } from './room.tsx';

/** One discussion, live or over. */
export function DiscussionPage() {
  const id = useDiscussionId();
  if (id === null) return null;
  return id === 'invalid' ? <Gone /> : <Found key={id} id={id} />;
}

function Found({ id }: { id: string }) {
  const { data, error, refetch } = useDiscussion(id);
  if (isCode(error, 'not_found')) return <Gone wasThere={data !== undefined} />;
  if (data !== undefined) return <Room discussion={data} />;
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

/** What was on screen when it went is told of as deleted. */
function Gone({ wasThere = false }: { wasThere?: boolean }) {
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.title}>
      <EmptyState
        icon={MessagesSquare}
        title={wasThere ? text.removed : text.gone}
        hint={wasThere ? text.removedHint : text.goneHint}
        action={
          <Button asChild>
            <Link href={discussionsPath(projectId)}>{text.back}</Link>
          </Button>
        }
      />
    </ProjectFrame>
  );
}
