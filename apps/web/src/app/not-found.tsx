import { Compass } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { common } from '#text/common.ts';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Compass}
        title={common.notFoundTitle}
        hint={common.notFoundHint}
        action={
          <Button asChild>
            <Link href="/projects">{common.toProjects}</Link>
          </Button>
        }
      />
    </main>
  );
}
