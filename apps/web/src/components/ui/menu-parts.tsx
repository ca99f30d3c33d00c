'use client';
import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, type ReactElement, type ReactNode, Suspense } from 'react';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';

export interface MenuProps {
  trigger: ReactElement<ComponentProps<'button'>>;
  align?: 'start' | 'end' | 'center';
  className?: string;
  children: ReactNode;
}

/** Open from the start: it is mounted by the click that wants it. */
export function OpenedMenu({ trigger, align = 'end', className, children }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'z-50 max-h-[70vh] min-w-48 animate-rise overflow-y-auto rounded-lg border bg-raised p-1 text-sm shadow-pop',
            className,
          )}
        >
          <Suspense fallback={<p className="px-2 py-1.5 text-ink-3">{common.loading}</p>}>
            {children}
          </Suspense>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export const MenuItem = ({ className, ...rest }: ComponentProps<typeof DropdownMenu.Item>) => (
  <DropdownMenu.Item
    className={cn(
      'flex cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1.5 outline-none data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-3 data-[highlighted]:bg-ink/7 max-md:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0',
      className,
    )}
    {...rest}
  />
);
export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-3">
    {children}
  </DropdownMenu.Label>
);
export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
