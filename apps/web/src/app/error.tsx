'use client';
import { CircleAlert } from 'lucide-react';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { common } from '#text/common.ts';

export default function PageError() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={CircleAlert}
        title={common.crashedTitle}
        hint={common.crashedHint}
        action={<Button onClick={() => window.location.reload()}>{common.reload}</Button>}
      />
    </main>
  );
}
