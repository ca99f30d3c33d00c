import { openApiDocument } from '@overmind/contracts/publish/openapi';
import { version } from '../version.ts';

let made: ReturnType<typeof openApiDocument> | undefined;

/** The OpenAPI document of this API, made when it is first asked for: starting does not wait for it. */
export const apiDocument = (): ReturnType<typeof openApiDocument> => (made ??= openApiDocument(version));
