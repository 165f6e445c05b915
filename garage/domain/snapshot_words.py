"""The dictionaries with which frozen documents are compressed: their keys and usual words.

A dictionary that has been used is never changed, for without it nothing that was kept can be read: another one
gets another number.
"""

WORDS_1 = (
    '"required":true,"categories":["VEHICLE_OVERHAUL","ASSEMBLY_REPAIR","SERVICE_LEVEL_2"],'
    '"authorisation_no":"","completed_at":"","inspector":"","issued_on":"","left_on":null,'
    '"void_reason":""\n'
    '"state":"AUTHORISED","found_at":"","reason":"","declined":[],"before_fen":0,"delta_fen":0,'
    '"agreed_fen":null,"promised_before":null,"promised_at":null,"channel":"PHONE","answered_by":"",'
    '"answered_at":"","note":"","consequence":""\n'
    '"kind":"SUBLET","kind":"OTHER","trade":"BODYWORK","trade":"PAINT","trade":"TYRE",'
    '"trade":"ELECTRICAL","grade":"USED","grade":"RECONDITIONED","grade":"REMANUFACTURED",'
    '"grade":"EQUIVALENT","pay_type":"CLAIM","pay_type":"INTERNAL","pay_type":"FREE_SERVICE",'
    '"pay_type":"REWORK","pay_type":"INSURANCE","customer_supplied":true,"usage":"COMMERCIAL",'
    '"fuel":"HYBRID","fuel":"DIESEL","fuel":"ELECTRIC","vehicle_class":"OTHER","after_inspection":true,'
    '"wash":true,"channel":"MESSAGE","channel":"PHONE","pay_method":"CARD","pay_method":"TRANSFER",'
    '"pay_method":"CASH","pay_method":"ALIPAY","pay_method":"WECHAT","debtor":"INSURER",'
    '"debtor":"CUSTOMER"\n'
    '"category":"SPECIAL_REPAIR","category":"SERVICE_LEVEL_1","category":"SERVICE_LEVEL_2",'
    '"warranty":[["SERVICE_LEVEL_1",2000,10],["SERVICE_LEVEL_2",5000,30],["VEHICLE_OVERHAUL",20000,'
    "100]]\n"
    '"advice":[{"text":"建议下次更换","safety":true,"declined":true,"consequence":"","signed_by":"",'
    '"declined_at":null},{"text":"建议更换","safety":false,"declined":false,"consequence":"",'
    '"signed_by":"","declined_at":null}]\n'
    "上海市北京市深圳市广州市东莞市杭州市成都市广东省浙江省江苏省区街道路号公司有限公司汽车维修"
    "汽修服务部快修中心支行中国工商银行中国农业银行中国建设银行中国银行\n"
    "大众 丰田 本田 日产 别克 比亚迪 吉利 长安 长城 哈弗 奇瑞 现代 福特 奥迪 宝马"
    " 奔驰 白色黑色灰色银色红色蓝色京沪粤浙苏鲁川A·D0\n"
    "发动机变速箱前后左右轮胎刹车片刹车盘制动液减震器空气滤清器空调滤芯机油滤清器更换机油机油滤"
    "清器全合成机油火花塞蓄电池雨刮片轮轴承大灯保险杠车门漆面钣金喷漆检查清洗保养异响抖动漏油故"
    "障灯亮套个只桶瓶升\n"
    '"garage":{"name":"","address":"","phone":"","hotline":"","contact":"","uscc":"","bank_name":"",'
    '"bank_account":"","hours_standard":"INDUSTRY","logo":""},"imprint":{"operator":"",'
    '"printed_at":"2026-01-01T10:00:00","copy":0,"voided":false},"head":{"order_no":"WO-2026-00",'
    '"received_at":"2026-01-01T09:00:00","customer":{"name":"先生女士","phone":"13","contact":"",'
    '"address":"","uscc":""},"car":{"plate":"","vin":"L","model":"","colour":"","engine_no":"",'
    '"vehicle_class":"CAR","usage":"PRIVATE","fuel":"PETROL"},"odometer_km":null,"advisor":"",'
    '"brought_by":"","brought_by_phone":"","category":"MINOR_REPAIR","complaint":"",'
    '"promised_at":"2026-01-01T17:00:00","promised_note":""},"number":"WO-2026-00-A1",'
    '"number":"ST-2026-00","settled_at":"2026-01-01T16:00:00","odometer_out_km":null,'
    '"lines":[{"position":1,"kind":"LABOUR","name":"更换","code":"","brand":"","spec":"","unit":"",'
    '"trade":"MECHANICAL","category":"MINOR_REPAIR","grade":null,"pay_type":"CUSTOMER",'
    '"hours_centi":100,"rate_fen":12000,"qty_milli":1000,"unit_price_fen":0,"gross_fen":12000,'
    '"discount_fen":0,"charged_fen":12000,"customer_supplied":false,"vendor":"","technicians":[],'
    '"bin":""},{"position":2,"kind":"LABOUR","name":"更换","code":"","brand":"","spec":"","unit":"",'
    '"trade":"MECHANICAL","category":"MINOR_REPAIR","grade":null,"pay_type":"CUSTOMER",'
    '"hours_centi":100,"rate_fen":12000,"qty_milli":1000,"unit_price_fen":0,"gross_fen":12000,'
    '"discount_fen":0,"charged_fen":12000,"customer_supplied":false,"vendor":"","technicians":[],'
    '"bin":""},{"position":3,"kind":"PART","name":"","code":"","brand":"","spec":"","unit":"个",'
    '"trade":null,"category":null,"grade":"GENUINE","pay_type":"CUSTOMER","hours_centi":0,"rate_fen":0,'
    '"qty_milli":1000,"unit_price_fen":10000,"gross_fen":10000,"discount_fen":0,"charged_fen":10000,'
    '"customer_supplied":false,"vendor":"","technicians":[],"bin":""},{"position":4,"kind":"PART",'
    '"name":"","code":"","brand":"","spec":"","unit":"个","trade":null,"category":null,'
    '"grade":"GENUINE","pay_type":"CUSTOMER","hours_centi":0,"rate_fen":0,"qty_milli":1000,'
    '"unit_price_fen":10000,"gross_fen":10000,"discount_fen":0,"charged_fen":10000,'
    '"customer_supplied":false,"vendor":"","technicians":[],"bin":""},{"position":5,"kind":"PART",'
    '"name":"","code":"","brand":"","spec":"","unit":"个","trade":null,"category":null,'
    '"grade":"GENUINE","pay_type":"CUSTOMER","hours_centi":0,"rate_fen":0,"qty_milli":1000,'
    '"unit_price_fen":10000,"gross_fen":10000,"discount_fen":0,"charged_fen":10000,'
    '"customer_supplied":false,"vendor":"","technicians":[],"bin":""}],"labour_fen":10000,'
    '"parts_fen":0,"other_fen":0,"discount_fen":0,"total_fen":10000,"pay_method":null,'
    '"overrun_percent":0,"after_inspection":false,"old_parts":"TAKE","wash":false,"belongings":"",'
    '"warranty":[["MINOR_REPAIR",2000,10]],"signed_by":"","signed_at":"2026-01-01T09:30:00",'
    '"channel":"SIGNED","advice":[]}],"labour_fen":10000,"parts_fen":0,"other_fen":0,'
    '"line_discount_fen":0,"order_discount_fen":0,"discount_reason":"","rounding_off_fen":0,'
    '"payable_fen":10000,"paid_fen":0,"work_done":"","old_parts":"WAIVE","warranty":[["MINOR_REPAIR",'
    '2000,10]],"advice":[],"next_service_on":"2026-07-01","next_service_km":null,"call_time":"",'
    '"insurance_fen":0,"insurer":"","insurer_case":"","tax_bp":null,"tax_fen":0,"invoice_no":"",'
    '"allowance_fen":0,"debtor":"","credit_due_on":null}'
).encode()
