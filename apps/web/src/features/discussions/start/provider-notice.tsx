'use client';
import { listProviders } from '@overmind/contracts/routes/providers';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { startText as text } from '#text/discussion-list.ts';

/** Says beforehand that nobody could speak, and where that is changed. */
export function ProviderNotice() {
  const { data } = useRoute(listProviders, {});
  if (data === undefined || data.items.some(({ is_enabled: isEnabled }) => isEnabled)) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-md border border-signal/60 bg-signal-soft px-3 py-2 text-sm"
    >
      <PlugZap className="size-4 shrink-0 text-review" aria-hidden />
      <span className="min-w-0 flex-1">{text.noProvider}</span>
      <Button asChild size="sm">
        <Link href="/settings/providers">{text.noProviderAct}</Link>
      </Button>
    </div>
  );
}
