// words.ts: the few sentences that are needed before assets/locales has arrived, or when it cannot.

export interface HostWords {
  panel: string;
  opening: string;
  failed: string;
  retry: string;
  close: string;
}

const kChinese: HostWords = {
  panel: '客服',
  opening: '正在打开…',
  failed: '客服面板打不开，请用其他方式联系客服。',
  retry: '重试',
  close: '关闭',
};
const kEnglish: HostWords = {
  panel: 'Customer service',
  opening: 'Opening…',
  failed: 'The service panel cannot open. Please reach service in another way.',
  retry: 'Try again',
  close: 'Close',
};

/** The languages that assets/locales has. */
export function supported(lang: string): 'zh-CN' | 'en' {
  return lang.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function words(lang: string): HostWords {
  return supported(lang) === 'zh-CN' ? kChinese : kEnglish;
}
