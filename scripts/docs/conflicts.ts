/** Where the sources contradict each other, and what the package does about it. */
export const conflicts: Array<{ subject: string; sources: string; handling: string }> = [
	{ subject: 'Official task, shape of the answer', sources: 'CometAPI wrapped it in `{ code, data }` in March 2026, and prints it bare in May 2026', handling: 'An object in `data` beside a `code` is unwrapped, anything else is read as it is' },
	{ subject: 'Pro task, numeric status', sources: 'One page of a reseller says 2 is success; every example says 3', handling: '3 is success and 2 is failure, but a `video_url` decides' },
	{ subject: 'Pro generate, `ratio`', sources: 'One page takes `16:9`, another `1280:720`', handling: 'Both kinds are listed, any other can be typed' },
	{ subject: '`X-Runway-Version` in the pro format', sources: 'Optional in the schema, required in the text', handling: 'Always sent' },
	{ subject: 'Official video to video, required fields', sources: 'The schema requires all of them, its own example leaves some out', handling: 'Only what the user set is sent' },
	{ subject: '`gen3a_turbo`, `ratio`', sources: 'CometAPI defaults to 1280:720, Runway takes only 1280:768 and 768:1280', handling: 'No value is blocked before sending' },
	{ subject: '`promptText`, length', sources: '512 at CometAPI image to video, 1000 at its other endpoints and at Runway', handling: 'A limit of its own for each endpoint' },
	{ subject: 'Text to image, `referenceImages`', sources: 'CometAPI needs one, Runway needs none for `gen4_image`', handling: 'At least one is required' },
	{ subject: 'AI Video, `structure_transformation`', sources: 'Called an integer, described as a number from 0 to 1', handling: 'A number from 0 to 1' },
	{ subject: 'AI Video, key', sources: 'The bare key in the specification, `Bearer` in one consumer', handling: 'The bare key' },
	{ subject: 'AI Video extend, `text_prompt`', sources: 'Required in the documents, optional in one adapter', handling: 'Required' },
	{ subject: 'Data URI of a video, size', sources: 'Runway documents 16 MB, its SDK stops at 5 MB', handling: 'At most 5 MB; larger files need a URL' },
	{ subject: '`SAFETY.OUTPUT`', sources: 'One page advises against a retry, another advises another prompt', handling: 'Never repeated automatically' },
	{ subject: 'HTTP statuses worth a retry', sources: 'Runway’s page, SDK and skills each name other ones', handling: 'Reads are repeated widely; a creation only where it was surely not taken' },
];
