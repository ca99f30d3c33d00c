/**
 * Names of files that no executor may read: keys, credentials, and settings that hold them. Examples that are meant
 * to be read (`.env.example`) and public halves of keys are not among them.
 */
const denied: readonly RegExp[] = [
  /^\.env(\..+)?$/,
  /^\.envrc$/,
  /\.(pem|p12|pfx|jks|keystore|ppk|kdbx)$/,
  /\.key$/,
  /^id_[a-z0-9_]+$/,
  /^\.(npmrc|netrc|pypirc|pgpass|my\.cnf|git-credentials|htpasswd|vault-token|dockercfg|boto|s3cfg)$/,
  /^_netrc$/,
  /^(credentials|secrets?)\.(json|ya?ml|toml|ini)$/,
  /^service-account.*\.json$/,
  /\.tfstate(\.backup)?$/,
];
const deniedFolders = new Set([
  '.aws',
  '.azure',
  '.kube',
  '.docker',
  '.ssh',
  '.gnupg',
  '.gcloud',
  '.secrets',
]);
const meantToBeRead = /\.(example|sample|template|dist|defaults?|schema|pub)$/;

/** Whether all that a folder holds is on the deny list. */
export const isSecretFolder = (path: string): boolean =>
  deniedFolders.has(path.toLowerCase().split('/').pop() ?? '');

/** Whether a path inside a repository, with `/` between its parts, is on the deny list. */
export function isSecretPath(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  if (parts.some((part) => deniedFolders.has(part))) return true;
  return !meantToBeRead.test(name) && denied.some((pattern) => pattern.test(name));
}
