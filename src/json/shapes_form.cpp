// form's answer; its shape is described in form.hpp.
#include "json/shapes.hpp"

namespace kefu::json {

namespace {

void write_field(Writer& w, const Field& f) {
  w.open();
  w.key("name").value(f.name);
  w.key("kind").value(name(f.kind));
  w.key("required").value(f.required);
  w.key("min").optional(f.min);
  w.key("max").optional(f.max);
  w.key("pattern");
  if (f.pattern.empty()) w.null();
  else w.value(f.pattern);
  w.key("options").open_list();
  for (const FieldOption& o : f.options)
    w.open().key("code").value(o.code).key("fault").value(o.fault).key("evidence").value(o.needs_evidence).close();
  w.close_list();
  if (f.fixed) w.key("fixed").value(*f.fixed);
  w.close();
}

}  // namespace

void write(Writer& w, const Form& f, Seconds) {
  w.open();
  w.key("type").value(name(f.type));
  w.key("eligible").value(f.checked.eligible);
  w.key("code").value(f.checked.code);
  w.key("citation").value(f.checked.citation);
  if (!f.checked.eligible) {
    w.key("instead").open_list();
    for (CaseType t : f.checked.instead) w.value(name(t));
    w.close_list();
  }
  w.key("max").value(f.checked.max);
  w.key("fields").open_list();
  for (const Field& x : f.fields) write_field(w, x);
  w.close_list();
  w.key("trace").list(f.trace);
  w.close();
}

}  // namespace kefu::json
