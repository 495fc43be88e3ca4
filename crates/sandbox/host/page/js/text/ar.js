/** @type {typeof import("./en.js").en} */
export const ar = {
  appLauncher: "مشغل التطبيقات", siteMap: "خريطة الموقع", collapse: "طي خريطة الموقع أو توسيعها", marketing: "تنفيذ التسويق", people: "العملاء", insights: "الرؤى",
  journeys: "رحلات العميل", segments: "الشرائح", journeyman: "Journeyman", contacts: "جهات الاتصال", dashboard: "لوحة المعلومات",
  sandbox: "بيئة الاختبار", language: "اللغة", timeZone: "المنطقة الزمنية", highContrast: "تباين عالٍ", roles: "أدوار الأمان", discardFrame: "تجاهل الإطار",
  discardFrameHint: "يزيل إطار التطبيق ويعيد إنشاءه، كما قد يفعل Dynamics في أي وقت.", xrmReachable: "Xrm في صفحات خريطة الموقع", services: "الخدمات تعمل", archive: "أرشيف: بلا خدمات",
  policy: "سياسة أمان المحتوى", openPane: "فتح في جزء جانبي", openDialog: "فتح في مربع حوار", signedInAs: "تم تسجيل الدخول باسم {0}",
  save: "حفظ", saveClose: "حفظ وإغلاق", new: "جديد", newRecord: "{0}: جديد", delete: "حذف", refresh: "تحديث", back: "رجوع", saving: "جارٍ الحفظ…", commands: "الأوامر", saved: "تم الحفظ", unsaved: "غير محفوظ", general: "عام", designer: "المصمم", definition: "التعريف", related: "ذو صلة",
  summary: "الملخص", schedule: "الجدول الزمني", settings: "الإعدادات", required: "مطلوب", choose: "اختيار…", clear: "مسح",
  search: "بحث", searchIn: "بحث في {0}", loadMore: "تحميل المزيد", rows: "{0} من الصفوف", rowsMore: "{0} من الصفوف، ويوجد المزيد", noRows: "لا توجد بيانات متوفرة.", select: "تحديد {0}", loading: "جارٍ التحميل…",
  chooseRelated: "اختر علاقة.", lookupTitle: "البحث عن سجلات", lookupTable: "الجدول", add: "إضافة", noResults: "لم يتم العثور على سجلات.",
  ok: "موافق", cancel: "إلغاء الأمر", close: "إغلاق", details: "التفاصيل", errorTitle: "حدث خطأ", errorCode: "رمز الخطأ: {0}", confirmTitle: "تأكيد", notifications: "الإعلامات", sidePanes: "الأجزاء الجانبية",
  deleteTitle: "تأكيد الحذف", deleteText: "هل تريد حذف \"{0}\"؟ لا يمكن التراجع عن هذا الإجراء.", deleteMany: "هل تريد حذف {0} من السجلات؟ لا يمكن التراجع عن هذا الإجراء.",
  unsavedTitle: "تغييرات غير محفوظة", unsavedText: "هل تريد حفظ التغييرات قبل مغادرة هذه الصفحة؟", saveContinue: "حفظ ومتابعة", discard: "تجاهل التغييرات",
  requiredMissing: "{0}: يجب ملء الحقول المطلوبة.", saveRefused: "رفض برنامج نصي في النموذج الحفظ.", unknownPage: "لا توجد صفحة كهذه: {0}", failed: "تعذر تحميل هذه الصفحة.", tryAgain: "إعادة المحاولة",
  journeysByStatus: "الرحلات حسب الحالة", dashboardTitle: "لوحة معلومات التسويق",
};
