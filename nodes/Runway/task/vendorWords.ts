/** What vendors say in free words, in English or Chinese; the same words stand in refused requests and in failed tasks. */
export const NO_CREDIT =
	/not (?:have )?enough credits?|insufficient[ _](?:user[ _])?(?:quota|credits?|balance|funds)|(?:quota|balance|credits?) (?:is |are )?(?:not enough|insufficient|too low|exhausted)|out of credits?|(?:余额|额度|积分)不足|欠费/i;

export const BUSY = /saturated|too many (?:requests|tasks)|rate.?limit/i;

/** Leaves open how far a request got, but is likely to pass. */
export const TROUBLE =
	/internal (?:server )?error|server error|upstream|time(?:d|s)?[ _-]?out|deadline exceeded|bad gateway|overloaded|(?:service|server) (?:is )?(?:temporarily )?(?:unavailable|down|busy|not available)|(?:try again|retry) later|connection reset|超时|稍[后候]再?重?试|(?:系统|服务器?)(?:内部)?(?:繁忙|异常|错误|不可用)|上游|内部错误/i;

export const CONTENT_CHECK =
	/moderat|nsfw|sensitive|safety|inappropriate|prohibited|harmful|flagged|blocked|(?:content|usage) polic|violat|违规|违禁|违反|敏感|审核|不合规|不当内容|色情|暴力/i;

/** Beside words of trouble, these tell that somebody looked at the request and did not want it. */
export const REFUSAL =
	/invalid|unsupported|not (?:supported|allowed|valid)|reject|refus|denied|forbidden|unauthorized|required|\bmust\b|bad request|too (?:large|long|short|small|big)|不支持|无效|拒绝|禁止|参数/i;
