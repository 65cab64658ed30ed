import { modelIds } from './endpoints.ts';
import { htmlPage } from './errors.ts';
import { redirect } from './faults.ts';
import type { Answer, Dialect } from './types.ts';

/** The list that needs a key, in OpenAI's form. */
export function modelList(): Answer {
	const data = modelIds.map((id) => ({ id, object: 'model', created: 1_626_777_600, owned_by: 'runway' }));
	return { status: 200, body: { object: 'list', success: true, data } };
}

export function publicModelList(): Answer {
	const data = modelIds.map((id) => ({ id, provider: 'runway', model_type: 'video', features: [], pricing: {}, api_doc_url: '' }));
	return { status: 200, body: { success: true, page: 1, page_size: data.length, total: data.length, data } };
}

/** CometAPI has no JSON 404: a wrong path ends at its web site. */
export function wrongPath({ wrongPath: style }: Dialect, filesUrl: string): Answer {
	return style === 'html' ? htmlPage(200, 'CometAPI') : redirect(301, `${filesUrl}/website`);
}
