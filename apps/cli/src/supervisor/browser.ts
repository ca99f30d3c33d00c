import { spawn } from 'node:child_process';

/** Whether a person sits at a desktop here and would see a browser window. */
export function hasDesktop(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, isTerminal: boolean): boolean {
  if (!isTerminal || env['CI'] || env['SSH_CONNECTION']) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Best effort: the address stands on the screen as well. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [file, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  const child = spawn(file as string, args as string[], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // No such program: nothing to open with.
  child.unref();
}
