// What buyers say, and whether the right thing is understood (contract §7, domain §5.9).
#include "kefu/classify.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/classify_guards.hpp"
#include "engine/classify_model.hpp"
#include "json/run.hpp"
#include "json/shapes.hpp"
#include "source.hpp"
#include "train/corpus.hpp"
#include "train/learner.hpp"
#include "train/report.hpp"
#include "vectors.hpp"

namespace classify_test {

using namespace kefu;

namespace {

const Policy& tmall() { return *json::builtin_policies().find("tmall"); }

Classified hear(const std::string& text) {
  ClassifyInput in;
  in.text = text;
  return classify(in, tmall());
}

/// The first intent's word, "" where nothing is named.
std::string first(const std::string& text) {
  const Classified c = hear(text);
  return c.intents.empty() ? "" : std::string(name(c.intents[0].intent));
}

std::string handoff(const Classified& c) { return c.handoff ? std::string(name(*c.handoff)) : ""; }

bool traced(const Classified& c, const std::string& code) {
  for (const std::string& t : c.trace)
    if (t == code) return true;
  return false;
}

const train::Corpus& corpus() {
  static const train::Corpus c = train::read_corpus(test::source_path("assets/knowledge"));
  return c;
}

std::string run(const std::string& document) { return json::run("classify", document, json::builtin_policies()).json; }

}  // namespace

TEST_CASE("every intent's plainest sentence is understood, in Chinese and in English") {
  const struct {
    const char *intent, *zh, *en;
  } kPlain[] = {
      {"GENERAL", "在吗", "hello, is anyone there?"},
      {"PRODUCT_INFO", "这个是什么材质的", "what material is it made of"},
      {"CRAFT", "可以定制刻字吗", "can you print our logo on it"},
      {"SIZE_PICK", "身高170体重60公斤穿什么码", "what size should I get for 170 cm"},
      {"FIT_FOR", "孕妇可以用吗", "is it suitable for sensitive skin"},
      {"STOCK", "什么时候补货", "when will it be back in stock"},
      {"PROMO", "有优惠券吗", "do you have any coupons"},
      {"BARGAIN", "能便宜点吗", "can you give me a better price"},
      {"HOW_TO_USE", "怎么连接蓝牙", "how do I clean it"},
      {"RECOMMEND", "推荐一款送妈妈的", "which one do you recommend"},
      {"TRIAL", "有小样吗", "can I get a free sample"},
      {"PAYMENT_HELP", "付不了款怎么办", "my payment failed"},
      {"MODIFY_ADDRESS", "地址写错了能改吗", "I need to change the delivery address"},
      {"ORDER_EXCEPTION", "订单怎么自动取消了", "my order disappeared"},
      {"ORDER_STATUS", "我的订单发货了吗", "has my order been shipped yet"},
      {"SHIP_REMIND", "麻烦快点发货", "please ship it as soon as possible"},
      {"LOGISTICS", "快递到哪了", "where is my parcel"},
      {"QUALITY", "杯子碎了", "it arrived broken"},
      {"RETURN", "我要退货", "I want to return it"},
      {"EXCHANGE", "换大一码可以吗", "can I exchange it for a bigger size"},
      {"REFUND", "退款什么时候到账", "where is my refund"},
      {"MISSING_ITEM", "少发了一件", "one item is missing from my parcel"},
      {"WRONG_ITEM", "发错颜色了", "you sent the wrong item"},
      {"REPAIR", "保修多久", "how long is the warranty"},
      {"INSTALL", "上门安装要钱吗", "when will the installer come"},
      {"LATE_SHIP", "超过48小时没发货要赔偿", "late shipping compensation please"},
      {"PRICE_PROTECT", "刚买就降价了退差价", "the price dropped after I bought it, refund the difference"},
      {"INVOICE", "开发票", "I need an invoice"},
      {"COMPLAINT_AGENT", "你们客服态度太差了要投诉", "your agent was very rude to me"},
      {"COMPLAINT_STORE", "我要投诉商家虚假宣传", "I will report this store for false advertising"},
      {"DISSATISFIED", "这个处理结果我不接受，申请平台介入", "I do not accept this solution, I want the platform to step in"},
      {"FIND_STORE_CONTACT", "店铺电话是多少", "what is the store's phone number"},
      {"ACCOUNT_SECURITY", "账号被盗了", "my account was hacked"},
      {"FRAUD", "有人冒充客服让我转账", "someone pretending to be customer service asked for my verification code"},
      {"SAFETY", "充电宝爆炸了", "the charger caught fire"},
  };
  CHECK(std::size(kPlain) == words<Intent>().size());
  for (const auto& row : kPlain) {
    CHECK_MESSAGE(first(row.zh) == row.intent, row.zh);
    CHECK_MESSAGE(first(row.en) == row.intent, row.en);
  }
}

TEST_CASE("typos, traditional characters, full width and mixed scripts are understood") {
  CHECK(first("我要腿货") == "RETURN");
  CHECK(first("退款甚麼時候到帳") == "REFUND");
  CHECK(first("ＷＨＥＲＥ　ＩＳ　ＭＹ　ＰＡＲＣＥＬ") == "LOGISTICS");
  CHECK(first("kuaidi到哪了") == "LOGISTICS");
}

TEST_CASE("punctuation, emoji and case change nothing") {
  const auto same = [](const std::string& a, const std::string& b) {
    CHECK_MESSAGE(run(R"({"text":")" + a + R"("})") == run(R"({"text":")" + b + R"("})"), a);
  };
  same("你好,杯子碎了!退钱", "你好，杯子碎了！！！退钱🙏");
  same("Where is my parcel?", "where is my PARCEL…");
  same("don't work", "dont work");
  same("订单12345678没发", "订单9没发");
}

TEST_CASE("the contract's example is answered in the contract's shape") {
  CHECK(run(R"({"text":"我买的杯子碎了,想退钱","locale":"zh-CN","limit":1})").find(
            R"({"intents":[{"intent":"QUALITY","score":0.)") == 0);
  const std::string whole = run(R"({"text":"我买的杯子碎了,想退钱","locale":"zh-CN","limit":1})");
  CHECK(whole.find(R"(,"stage":"AFTERSALE","type":"RO_RECEIVED"}],"language":"zh","handoff":null,"trace":["MODEL","G7"]})") !=
        std::string::npos);
  CHECK(test::run_vectors("classify") > 10);
}

TEST_CASE("what cannot be understood gets an empty list and never a crash") {
  for (const char* text : {"", " ", "。。。", "🙂🙃🔥", "???", "مرحبا اين طلبي", "注文した商品がまだとどきません", "배송 언제 오나요",
                           "где мой заказ", "où est mon colis s'il vous plaît", "wo ist mein Paket bitte", "quiero saber por que mi pedido"}) {
    const Classified c = hear(text);
    CHECK_MESSAGE(c.intents.empty(), text);
    CHECK_MESSAGE(c.language == Language::other, text);
    CHECK_MESSAGE(traced(c, "NOT_UNDERSTOOD"), text);
  }
  std::string long_text;
  for (int i = 0; i < ClassifyInput::kMostText; ++i) long_text += "退";
  CHECK(hear(long_text).intents.size() <= 3);
  CHECK(run("{\"text\":\"" + long_text + "货\"}").find(R"("code":"OUT_OF_RANGE")") != std::string::npos);
  CHECK(run("{\"text\":\"\xC3\x28\"}").find(R"("code":"INVALID_JSON")") != std::string::npos);
}

TEST_CASE("the document is read strictly, and the pack decides what is too unsure") {
  const auto wrong = [](const char* document, const char* code, const char* pointer) {
    const std::string reply = run(document);
    CHECK_MESSAGE(reply.find(std::string("\"code\":\"") + code) != std::string::npos, reply);
    CHECK_MESSAGE(reply.find(std::string("\"pointer\":\"") + pointer + "\"") != std::string::npos, reply);
  };
  wrong("{}", "MISSING_KEY", "/text");
  wrong(R"({"text":7})", "WRONG_TYPE", "/text");
  wrong(R"({"text":"在吗","limit":0})", "OUT_OF_RANGE", "/limit");
  wrong(R"({"text":"在吗","limit":36})", "OUT_OF_RANGE", "/limit");
  wrong(R"({"text":"在吗","turns":{"failed":-1}})", "OUT_OF_RANGE", "/turns/failed");
  wrong(R"({"text":"在吗","policy":"nowhere"})", "UNKNOWN_POLICY", "/policy");
  CHECK(run(R"({"text":"在吗"})") == run(R"({"text":"在吗","policy":"tmall","limit":3})"));

  ClassifyInput in;
  in.text = "快递到哪了";
  Policy strict = tmall();
  strict.handoff.min_score_bp = 10000;
  CHECK(classify(in, tmall()).intents.size() >= 1);
  CHECK(classify(in, strict).intents.empty());
  in.limit = 1;
  CHECK(classify(in, tmall()).intents.size() == 1);
}

TEST_CASE("scores fall, never add up to more than one, and are never certain") {
  for (const char* text : {"退货", "杯子碎了想退钱", "help", "我要开发票并且投诉客服"}) {
    ClassifyInput in;
    in.text = text;
    in.limit = ClassifyInput::kMostIntents;
    int sum = 0, last = 10000;
    for (const Guess& g : classify(in, tmall()).intents) {
      CHECK(g.score_bp <= last);
      CHECK(g.score_bp < 10000);
      last = g.score_bp;
      sum += g.score_bp;
    }
    CHECK(sum <= 10000);
  }
}

TEST_CASE("a human is called when asked for, in danger, for secrets and for complaints") {
  CHECK(handoff(hear("转人工")) == "G1");
  CHECK(handoff(hear("I want to talk to a human")) == "G1");
  CHECK(handoff(hear("人工费多少钱")) != "G1");
  CHECK(handoff(hear("插座冒烟了")) == "G4");
  CHECK(handoff(hear("The kettle caught fire!")) == "G4");
  CHECK(handoff(hear("我的身份证 11010519491231002X 帮我查")) == "G3");
  CHECK(handoff(hear("卡号 6222 0212 3456 7890 128")) == handoff(hear("卡号 6222021234567890128")));
  CHECK(handoff(hear("验证码是 884213")) == "G3");
  CHECK(handoff(hear("我要投诉商家虚假宣传")) == "G6");
  CHECK(handoff(hear("快递到哪了")) == "");
  CHECK(traced(hear("快递到哪了"), "G7"));
}

TEST_CASE("the more urgent guard is told, and all are traced") {
  const Classified c = hear("转人工，充电宝爆炸了");
  CHECK(handoff(c) == "G4");
  CHECK(traced(c, "G1"));
  CHECK_FALSE(traced(c, "G7"));
}

TEST_CASE("what the host counted calls a human at the pack's numbers") {
  ClassifyInput in;
  in.text = "快递到哪了";
  in.failed_turns = tmall().handoff.failed_turns - 1;
  CHECK(handoff(classify(in, tmall())) == "");
  in.text = "🙂";  // one more that is not understood
  CHECK(handoff(classify(in, tmall())) == "G2");
  in.text = "快递到哪了";
  in.failed_turns = 0;
  in.negative_turns = tmall().handoff.negative_turns;
  CHECK(handoff(classify(in, tmall())) == "G6");
  in.negative_turns = 0;
  in.silent_s = tmall().handoff.silence_s - 1;
  CHECK(handoff(classify(in, tmall())) == "");
  in.silent_s = tmall().handoff.silence_s;
  CHECK(handoff(classify(in, tmall())) == "G5");
}

TEST_CASE("a card's number is known by its check digit, an order's number is left alone") {
  CHECK(tells_secret_number("11010519491231002X"));
  CHECK_FALSE(tells_secret_number("110105194912310021"));
  CHECK(tells_secret_number("my card 4111 1111 1111 1111"));
  CHECK_FALSE(tells_secret_number("my card 4111 1111 1111 1112"));
  CHECK_FALSE(tells_secret_number("订单号 4111111111111111"));
  CHECK_FALSE(tells_secret_number("order 4111111111111111"));
  CHECK_FALSE(tells_secret_number("13800138000"));
}

TEST_CASE("each intent has its stage and the case that suits it") {
  CHECK(stage_of(Intent::TRIAL) == IntentStage::PRESALE);
  CHECK(stage_of(Intent::PAYMENT_HELP) == IntentStage::INSALE);
  CHECK(stage_of(Intent::SHIP_REMIND) == IntentStage::INSALE);
  CHECK(stage_of(Intent::LOGISTICS) == IntentStage::AFTERSALE);
  CHECK(stage_of(Intent::INVOICE) == IntentStage::AFTERSALE);
  CHECK(stage_of(Intent::COMPLAINT_AGENT) == IntentStage::PLATFORM);
  CHECK(case_type_of(Intent::QUALITY) == CaseType::RO_RECEIVED);
  CHECK(case_type_of(Intent::MISSING_ITEM) == CaseType::RESHIP);
  CHECK_FALSE(case_type_of(Intent::SIZE_PICK).has_value());
}

TEST_CASE("the knowledge is sound: every intent has its sentences, none stands under two") {
  for (const std::string& wrong : corpus().complaints) FAIL_CHECK(wrong);
  int each[ClassifyInput::kMostIntents] = {}, tests[ClassifyInput::kMostIntents] = {};
  for (const train::Sentence& s : corpus().sentences) {
    ++each[s.intent];
    tests[s.intent] += s.split == train::Split::test;
  }
  for (int k = 0; k < ClassifyInput::kMostIntents; ++k) {
    CHECK_MESSAGE(each[k] >= 60, words<Intent>()[static_cast<std::size_t>(k)]);
    CHECK_MESSAGE(tests[k] >= 20, words<Intent>()[static_cast<std::size_t>(k)]);
  }
}

TEST_CASE("learning twice gives the same model, to the byte") {
  std::vector<train::Sample> samples;
  for (std::size_t i = 0; i < corpus().sentences.size(); i += 20) {
    const train::Sentence& s = corpus().sentences[i];
    samples.push_back({features_of(normal_form(s.text, corpus().variants)).buckets(), s.intent});
  }
  train::Settings quick;
  quick.epochs = quick.prune_epochs = quick.refit_epochs = 1;
  quick.features = 1000;
  quick.voices = 50;
  const train::Learnt a = train::learn(samples, quick), b = train::learn(samples, quick);
  CHECK(a.voices.size() > 500);
  CHECK(a.weights == b.weights);
  CHECK(a.voices == b.voices);
  CHECK(a.gaps == b.gaps);
}

TEST_CASE("on sentences it has not learnt from, the model of this build is as good as docs/classify.md says") {
  const std::int64_t threshold = tmall().handoff.min_score_bp;
  CHECK_MESSAGE(train::report(corpus(), kClassifyModel, threshold) == test::source_file("docs/classify.md"),
                "run kefu-train assets/knowledge --report docs/classify.md and read what changed");
}

}  // namespace classify_test
