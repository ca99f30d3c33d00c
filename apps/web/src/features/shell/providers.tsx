'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { Toaster } from 'sonner';
import { TooltipProvider } from '#components/ui/tooltip.tsx';
import { goToSignIn } from '#features/session/return-path.ts';
import { makeQueryClient } from '#lib/api/query-client.ts';

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(() => makeQueryClient(goToSignIn));
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={queries}>
        <TooltipProvider>{children}</TooltipProvider>
        <Toaster
          position="bottom-center"
          toastOptions={{ className: 'text-sm!', duration: 5_000 }}
          style={
            {
              '--normal-bg': 'var(--raised)',
              '--normal-text': 'var(--ink)',
              '--normal-border': 'var(--line-strong)',
            } as React.CSSProperties
          }
        />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
