"""Which elements UBL 2.1 (ISO/IEC 19845) allows in the parts of orders, responses and despatch advices, in order."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{SPACE}CommonAggregateComponents-2", f"{SPACE}CommonBasicComponents-2"

SEQUENCES = {
    "Order": """
        UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID! SalesOrderID
        CopyIndicator UUID IssueDate! IssueTime OrderTypeCode Note* RequestedInvoiceCurrencyCode
        DocumentCurrencyCode PricingCurrencyCode TaxCurrencyCode CustomerReference
        AccountingCostCode AccountingCost LineCountNumeric ValidityPeriod*
        QuotationDocumentReference OrderDocumentReference* OriginatorDocumentReference
        CatalogueReference AdditionalDocumentReference* Contract* ProjectReference* Signature*
        BuyerCustomerParty! SellerSupplierParty! OriginatorCustomerParty FreightForwarderParty
        AccountingCustomerParty Delivery* DeliveryTerms* PaymentMeans* PaymentTerms*
        TransactionConditions AllowanceCharge* TaxExchangeRate PricingExchangeRate
        PaymentExchangeRate DestinationCountry TaxTotal* AnticipatedMonetaryTotal OrderLine+
    """,
    "OrderResponse": """
        UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID! SalesOrderID
        CopyIndicator UUID IssueDate! IssueTime OrderResponseCode Note* DocumentCurrencyCode
        PricingCurrencyCode TaxCurrencyCode TotalPackagesQuantity GrossWeightMeasure
        NetWeightMeasure NetNetWeightMeasure GrossVolumeMeasure NetVolumeMeasure CustomerReference
        AccountingCostCode AccountingCost LineCountNumeric ValidityPeriod* OrderReference+
        OrderDocumentReference* OriginatorDocumentReference AdditionalDocumentReference* Contract*
        Signature* SellerSupplierParty! BuyerCustomerParty! OriginatorCustomerParty
        FreightForwarderParty AccountingSupplierParty AccountingCustomerParty Delivery*
        DeliveryTerms PaymentMeans* PaymentTerms* AllowanceCharge* TransactionConditions
        TaxExchangeRate PricingExchangeRate PaymentExchangeRate DestinationCountry TaxTotal*
        LegalMonetaryTotal OrderLine*
    """,
    "DespatchAdvice": """
        UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID! CopyIndicator
        UUID IssueDate! IssueTime DocumentStatusCode DespatchAdviceTypeCode Note* LineCountNumeric
        OrderReference* AdditionalDocumentReference* Signature* DespatchSupplierParty!
        DeliveryCustomerParty! BuyerCustomerParty SellerSupplierParty OriginatorCustomerParty
        Shipment DespatchLine+
    """,
    "OrderLine": """
        SubstitutionStatusCode Note* LineItem! SellerProposedSubstituteLineItem*
        SellerSubstitutedLineItem* BuyerProposedSubstituteLineItem* CatalogueLineReference
        QuotationLineReference OrderLineReference* DocumentReference*
    """,
    "LineItem": """
        ID! SalesOrderID UUID Note* LineStatusCode Quantity LineExtensionAmount TotalTaxAmount
        MinimumQuantity MaximumQuantity MinimumBackorderQuantity MaximumBackorderQuantity
        InspectionMethodCode PartialDeliveryIndicator BackOrderAllowedIndicator AccountingCostCode
        AccountingCost WarrantyInformation* Delivery* DeliveryTerms OriginatorParty OrderedShipment*
        PricingReference AllowanceCharge* Price Item! SubLineItem* WarrantyValidityPeriod
        WarrantyParty TaxTotal* ItemPriceExtension LineReference*
    """,
    "Item": """
        Description* PackQuantity PackSizeNumeric CatalogueIndicator Name HazardousRiskIndicator
        AdditionalInformation* Keyword* BrandName* ModelName* BuyersItemIdentification
        SellersItemIdentification ManufacturersItemIdentification* StandardItemIdentification
        CatalogueItemIdentification AdditionalItemIdentification* CatalogueDocumentReference
        ItemSpecificationDocumentReference* OriginCountry CommodityClassification*
        TransactionConditions* HazardousItem* ClassifiedTaxCategory* AdditionalItemProperty*
        ManufacturerParty* InformationContentProviderParty OriginAddress* ItemInstance* Certificate*
        Dimension*
    """,
    "Price": """
        PriceAmount! BaseQuantity PriceChangeReason* PriceTypeCode PriceType OrderableUnitFactorRate
        ValidityPeriod* PriceList AllowanceCharge* PricingExchangeRate
    """,
    "CustomerParty": """
        CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID* Party
        DeliveryContact AccountingContact BuyerContact
    """,
    "SupplierParty": """
        CustomerAssignedAccountID AdditionalAccountID* DataSendingCapability Party DespatchContact
        AccountingContact SellerContact
    """,
    "Party": """
        MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID EndpointID
        IndustryClassificationCode PartyIdentification* PartyName* Language PostalAddress
        PhysicalLocation PartyTaxScheme* PartyLegalEntity* Contact Person* AgentParty
        ServiceProviderParty* PowerOfAttorney* FinancialAccount
    """,
    "PartyName": """
        Name!
    """,
    "PartyIdentification": """
        ID!
    """,
    "PartyLegalEntity": """
        RegistrationName CompanyID RegistrationDate RegistrationExpirationDate CompanyLegalFormCode
        CompanyLegalForm SoleProprietorshipIndicator CompanyLiquidationStatusCode
        CorporateStockAmount FullyPaidSharesIndicator RegistrationAddress
        CorporateRegistrationScheme HeadOfficeParty ShareholderParty*
    """,
    "Address": """
        ID AddressTypeCode AddressFormatCode Postbox Floor Room StreetName AdditionalStreetName
        BlockName BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare
        PlotIdentification CitySubdivisionName CityName PostalZone CountrySubentity
        CountrySubentityCode Region District TimezoneOffset AddressLine* Country LocationCoordinate*
    """,
    "Country": """
        IdentificationCode Name
    """,
    "Contact": """
        ID Name Telephone Telefax ElectronicMail Note* OtherCommunication*
    """,
    "Delivery": """
        ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryDate ActualDeliveryTime
        LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID DeliveryAddress DeliveryLocation
        AlternativeDeliveryLocation RequestedDeliveryPeriod PromisedDeliveryPeriod
        EstimatedDeliveryPeriod CarrierParty DeliveryParty NotifyParty* Despatch DeliveryTerms*
        MinimumDeliveryUnit MaximumDeliveryUnit Shipment
    """,
    "Location": """
        ID Description* Conditions* CountrySubentity CountrySubentityCode LocationTypeCode
        InformationURI Name ValidityPeriod* Address SubsidiaryLocation* LocationCoordinate*
    """,
    "Period": """
        StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode* Description*
    """,
    "ItemIdentification": """
        ID! ExtendedID BarcodeSymbologyID PhysicalAttribute* MeasurementDimension* IssuerParty
    """,
    "OrderReference": """
        ID! SalesOrderID CopyIndicator UUID IssueDate IssueTime CustomerReference OrderTypeCode
        DocumentReference
    """,
    "OrderLineReference": """
        LineID! SalesOrderLineID UUID LineStatusCode OrderReference
    """,
    "DespatchLine": """
        ID! UUID Note* LineStatusCode DeliveredQuantity BackorderQuantity BackorderReason*
        OutstandingQuantity OutstandingReason* OversupplyQuantity OrderLineReference+
        DocumentReference* Item! Shipment*
    """,
    "Shipment": """
        ID! ShippingPriorityLevelCode HandlingCode HandlingInstructions* Information*
        GrossWeightMeasure NetWeightMeasure NetNetWeightMeasure GrossVolumeMeasure NetVolumeMeasure
        TotalGoodsItemQuantity TotalTransportHandlingUnitQuantity InsuranceValueAmount
        DeclaredCustomsValueAmount DeclaredForCarriageValueAmount DeclaredStatisticsValueAmount
        FreeOnBoardValueAmount SpecialInstructions* DeliveryInstructions* SplitConsignmentIndicator
        ConsignmentQuantity Consignment* GoodsItem* ShipmentStage* Delivery TransportHandlingUnit*
        ReturnAddress OriginAddress FirstArrivalPortLocation LastExitPortLocation ExportCountry
        FreightAllowanceCharge*
    """,
}
"""Children of each type: ``!`` exactly one, ``+`` one or more, ``*`` any number, otherwise at most one."""

KINDS = {
    "Period": """
        ValidityPeriod WarrantyValidityPeriod RequestedDeliveryPeriod PromisedDeliveryPeriod
        EstimatedDeliveryPeriod
    """,
    "CustomerParty": """
        BuyerCustomerParty OriginatorCustomerParty AccountingCustomerParty DeliveryCustomerParty
    """,
    "SupplierParty": """
        SellerSupplierParty AccountingSupplierParty DespatchSupplierParty
    """,
    "Party": """
        FreightForwarderParty OriginatorParty WarrantyParty ManufacturerParty
        InformationContentProviderParty Party AgentParty HeadOfficeParty CarrierParty DeliveryParty
        NotifyParty IssuerParty
    """,
    "Delivery": """
        Delivery
    """,
    "Country": """
        DestinationCountry OriginCountry Country ExportCountry
    """,
    "OrderLine": """
        OrderLine
    """,
    "OrderReference": """
        OrderReference
    """,
    "Shipment": """
        Shipment
    """,
    "DespatchLine": """
        DespatchLine
    """,
    "LineItem": """
        LineItem SellerProposedSubstituteLineItem SellerSubstitutedLineItem
        BuyerProposedSubstituteLineItem SubLineItem
    """,
    "OrderLineReference": """
        OrderLineReference
    """,
    "Price": """
        Price
    """,
    "Item": """
        Item
    """,
    "ItemIdentification": """
        BuyersItemIdentification SellersItemIdentification ManufacturersItemIdentification
        StandardItemIdentification CatalogueItemIdentification AdditionalItemIdentification
    """,
    "Address": """
        OriginAddress PostalAddress RegistrationAddress DeliveryAddress Address ReturnAddress
    """,
    "Contact": """
        DeliveryContact AccountingContact BuyerContact DespatchContact SellerContact Contact
    """,
    "PartyIdentification": """
        PartyIdentification
    """,
    "PartyName": """
        PartyName
    """,
    "Location": """
        PhysicalLocation DeliveryLocation AlternativeDeliveryLocation SubsidiaryLocation
        FirstArrivalPortLocation LastExitPortLocation
    """,
    "PartyLegalEntity": """
        PartyLegalEntity
    """,
}
"""Elements of each type."""

_TYPES = {name: kind for kind, names in KINDS.items() for name in names.split()}


def check(element: ET.Element, kind: str, path: str) -> Iterator[str]:
    """What the standard's sequences find wrong with an element and the parts of it that they describe."""
    told = {name.rstrip("!+*"): name[-1] for name in SEQUENCES[kind].split()}
    order = list(told)
    counts: dict[str, int] = {}
    latest = 0
    for child in element:
        name = child.tag.replace(":", "}").rpartition("}")[2]  # ours are written with prefixes
        if name not in told:
            yield f"{path}: {name} has no place here"
            continue
        counts[name] = counts.get(name, 0) + 1
        if order.index(name) < latest:
            yield f"{path}: {name} stands behind {order[latest]}, it belongs before it"
        latest = max(latest, order.index(name))
        if name in _TYPES:
            number = f"[{counts[name]}]" if told[name] in "*+" else ""
            yield from check(child, _TYPES[name], f"{path}/{name}{number}")
        elif len(child) == 0 and not (child.text or "").strip():
            yield f"{path}/{name}: empty"
    for name, often in told.items():
        if often in "!+" and name not in counts:
            yield f"{path}: {name} is missing"
        elif often not in "*+" and counts.get(name, 0) > 1:
            yield f"{path}: {counts[name]} times {name}, one is allowed"
