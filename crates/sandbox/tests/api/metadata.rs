//! Table definitions (reference/web-api.md 12).

use expect_test::expect;

use crate::client::Api;

#[tokio::test]
async fn tables() {
    let api = Api::empty();
    api.check(
        "GET EntityDefinitions(LogicalName='msdyncrm_contentsettings')?$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName",
        expect![[r#"
            200
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#EntityDefinitions('msdyncrm_contentsettings')(LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName)/$entity",
              "LogicalName": "msdyncrm_contentsettings",
              "EntitySetName": "msdyncrm_contentsettingss",
              "PrimaryIdAttribute": "msdyncrm_contentsettingsid",
              "PrimaryNameAttribute": "msdyncrm_name",
              "DisplayName": {
                "LocalizedLabels": [
                  {
                    "Label": "Content settings",
                    "LanguageCode": 1033,
                    "IsManaged": true,
                    "MetadataId": "ad2cc151-5fe6-50d3-af4f-71119fa6532b",
                    "HasChanged": null
                  },
                  {
                    "Label": "Inhaltseinstellungen",
                    "LanguageCode": 1031,
                    "IsManaged": true,
                    "MetadataId": "e23bde68-0c78-5dd6-bdc8-5d66e24b5da2",
                    "HasChanged": null
                  }
                ],
                "UserLocalizedLabel": {
                  "Label": "Content settings",
                  "LanguageCode": 1033,
                  "IsManaged": true,
                  "MetadataId": "ad2cc151-5fe6-50d3-af4f-71119fa6532b",
                  "HasChanged": null
                }
              },
              "MetadataId": "57a72a2f-e228-5263-8802-e1422a54455b"
            }"#]],
    )
    .await;
    api.check_all(
        "GET EntityDefinitions?$select=LogicalName&$filter=OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'BusinessOwned'
         GET EntityDefinitions?$select=LogicalName&$filter=startswith(LogicalName,'msevtmgt_') and IsActivity eq false
         GET EntityDefinitions?$select=LogicalName,Nonsense
         GET EntityDefinitions(LogicalName='nothing')
         GET EntityDefinitions?$top=1
         GET EntityDefinitions(LogicalName='account')/EntitySetName
         GET EntityDefinitions(LogicalName='account')/Nonsense",
        expect![[r#"
            GET EntityDefinitions?$select=LogicalName&$filter=OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'BusinessOwned'
              200 systemuser, team, usersettings
            GET EntityDefinitions?$select=LogicalName&$filter=startswith(LogicalName,'msevtmgt_') and IsActivity eq false
              200 msevtmgt_checkin, msevtmgt_event, msevtmgt_eventregistration, msevtmgt_session
            GET EntityDefinitions?$select=LogicalName,Nonsense
              400 0x80060888 Could not find a property named 'Nonsense' on type 'Microsoft.Dynamics.CRM.EntityMetadata'.
            GET EntityDefinitions(LogicalName='nothing')
              404 0x80060888 The definition with LogicalName='nothing' was not found in the MetadataCache.
            GET EntityDefinitions?$top=1
              400 0x80060888 The query parameters $top and $orderby are not supported for metadata.
            GET EntityDefinitions(LogicalName='account')/EntitySetName
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#EntityDefinitions('account')/EntitySetName","value":"accounts"}
            GET EntityDefinitions(LogicalName='account')/Nonsense
              404 0x8006088a Resource not found for the segment 'Nonsense'.
        "#]],
    )
    .await;
    let all = api.send("GET EntityDefinitions?$select=LogicalName,MetadataId").await.json();
    let account =
        all["value"].as_array().expect("tables").iter().find(|one| one["LogicalName"] == "account").expect("account");
    let id = account["MetadataId"].as_str().expect("an id");
    assert_eq!(
        api.send(&format!("GET EntityDefinitions({id})?$select=LogicalName")).await.json()["LogicalName"],
        "account"
    );
}

#[tokio::test]
async fn columns() {
    let api = Api::empty();
    api.check_all(
        "GET EntityDefinitions(LogicalName='msdyncrm_segment')/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'
         GET EntityDefinitions(LogicalName='account')/Attributes?$select=MaxLength
         GET EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.MoneyAttributeMetadata?$select=LogicalName,Precision&$filter=IsValidForUpdate eq true
         GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName
         GET EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
        expect![[r#"
            GET EntityDefinitions(LogicalName='msdyncrm_segment')/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'
              200 msdyncrm_segmentname, msdyncrm_segmenttype, msdyncrm_segmentactivationstatus
            GET EntityDefinitions(LogicalName='account')/Attributes?$select=MaxLength
              400 0x80060888 Could not find a property named 'MaxLength' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'.
            GET EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.MoneyAttributeMetadata?$select=LogicalName,Precision&$filter=IsValidForUpdate eq true
              200 revenue, creditlimit, marketcap
            GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName
              200 statuscode
            GET EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata
              404 0x8006088a Resource not found for the segment 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata'.
        "#]],
    )
    .await;
    api.check(
        "GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes(LogicalName='msdyncrm_entitytarget')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet",
        expect![[r#"
            200
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#EntityDefinitions('msdyncrm_customerjourney')/Attributes('msdyncrm_entitytarget')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata(LogicalName)/$entity",
              "LogicalName": "msdyncrm_entitytarget",
              "MetadataId": "e785ed6a-4c17-55d3-84d0-197507aaaea0",
              "OptionSet": {
                "Name": "msdyncrm_customerjourney_msdyncrm_entitytarget",
                "MetadataId": "b10d6143-e141-5acc-a5fc-333369410b6e",
                "HasChanged": null,
                "IsCustomOptionSet": true,
                "IsGlobal": false,
                "IsManaged": true,
                "ExternalTypeName": null,
                "OptionSetType": "Picklist",
                "IntroducedVersion": "1.0",
                "ParentOptionSetName": null,
                "DisplayName": {
                  "LocalizedLabels": [
                    {
                      "Label": "Target",
                      "LanguageCode": 1033,
                      "IsManaged": true,
                      "MetadataId": "6cf621c9-e85b-5513-93cd-515d6a807954",
                      "HasChanged": null
                    },
                    {
                      "Label": "Ziel",
                      "LanguageCode": 1031,
                      "IsManaged": true,
                      "MetadataId": "dbd62bf8-792e-590f-8b5e-df02a9997f8f",
                      "HasChanged": null
                    }
                  ],
                  "UserLocalizedLabel": {
                    "Label": "Target",
                    "LanguageCode": 1033,
                    "IsManaged": true,
                    "MetadataId": "6cf621c9-e85b-5513-93cd-515d6a807954",
                    "HasChanged": null
                  }
                },
                "Description": {
                  "LocalizedLabels": [],
                  "UserLocalizedLabel": null
                },
                "IsCustomizable": {
                  "Value": true,
                  "CanBeChanged": false,
                  "ManagedPropertyLogicalName": "iscustomizable"
                },
                "Options": [
                  {
                    "Value": 0,
                    "Color": null,
                    "IsManaged": true,
                    "ExternalValue": null,
                    "ParentValues": [],
                    "Tag": null,
                    "IsHidden": false,
                    "MetadataId": null,
                    "HasChanged": null,
                    "Label": {
                      "LocalizedLabels": [
                        {
                          "Label": "Contact",
                          "LanguageCode": 1033,
                          "IsManaged": true,
                          "MetadataId": "5887517a-b9ea-5b5e-9062-751a737d7d1e",
                          "HasChanged": null
                        },
                        {
                          "Label": "Kontakt",
                          "LanguageCode": 1031,
                          "IsManaged": true,
                          "MetadataId": "bef4f561-7c31-5709-bcb1-205aa03e3ba1",
                          "HasChanged": null
                        }
                      ],
                      "UserLocalizedLabel": {
                        "Label": "Contact",
                        "LanguageCode": 1033,
                        "IsManaged": true,
                        "MetadataId": "5887517a-b9ea-5b5e-9062-751a737d7d1e",
                        "HasChanged": null
                      }
                    },
                    "Description": {
                      "LocalizedLabels": [],
                      "UserLocalizedLabel": null
                    }
                  },
                  {
                    "Value": 1,
                    "Color": null,
                    "IsManaged": true,
                    "ExternalValue": null,
                    "ParentValues": [],
                    "Tag": null,
                    "IsHidden": false,
                    "MetadataId": null,
                    "HasChanged": null,
                    "Label": {
                      "LocalizedLabels": [
                        {
                          "Label": "Account",
                          "LanguageCode": 1033,
                          "IsManaged": true,
                          "MetadataId": "9fd88dd6-5568-5bb0-8e1d-d1a6d1c82b60",
                          "HasChanged": null
                        },
                        {
                          "Label": "Firma",
                          "LanguageCode": 1031,
                          "IsManaged": true,
                          "MetadataId": "a0d19277-a9a7-52fc-8a3f-a4989f3e81f5",
                          "HasChanged": null
                        }
                      ],
                      "UserLocalizedLabel": {
                        "Label": "Account",
                        "LanguageCode": 1033,
                        "IsManaged": true,
                        "MetadataId": "9fd88dd6-5568-5bb0-8e1d-d1a6d1c82b60",
                        "HasChanged": null
                      }
                    },
                    "Description": {
                      "LocalizedLabels": [],
                      "UserLocalizedLabel": null
                    }
                  }
                ]
              },
              "GlobalOptionSet": null
            }"#]],
    )
    .await;
    let whole = api
        .send("GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')?$select=LogicalName&$expand=Attributes($select=LogicalName,AttributeType;$filter=LogicalName eq 'msdyncrm_workflowdefinition')")
        .await
        .json();
    assert_eq!(whole["Attributes"][0]["AttributeType"], "Memo");
    let memo = api
        .send("GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes(LogicalName='msdyncrm_workflowdefinition')/Microsoft.Dynamics.CRM.MemoAttributeMetadata")
        .await
        .json();
    assert_eq!(memo["MaxLength"], 1_048_576);
    let status = api
        .send("GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$expand=OptionSet")
        .await
        .json();
    let options = status["value"][0]["OptionSet"]["Options"].as_array().expect("options");
    assert_eq!(options.len(), 8);
    assert!(options[0]["TransitionData"].as_str().is_some_and(|data| data.contains("TargetStatusId=\"192350006\"")));
    let date = api
        .send("GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/Attributes(LogicalName='msdyncrm_startdatetime')")
        .await
        .json();
    assert_eq!(date["DateTimeBehavior"]["Value"], "TimeZoneIndependent");
}

#[tokio::test]
async fn relationships() {
    let api = Api::empty();
    let answer = api
        .send("GET EntityDefinitions(LogicalName='msdyncrm_customerjourney')/ManyToOneRelationships?$select=SchemaName,ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName,ReferencedEntityNavigationPropertyName&$filter=ReferencingAttribute eq 'msdyncrm_contentsettingsid'")
        .await;
    let relationship = &answer.json()["value"][0];
    assert_eq!(relationship["ReferencingEntityNavigationPropertyName"], "msdyncrm_contentsettingsId");
    assert_eq!(relationship["ReferencedEntity"], "msdyncrm_contentsettings");
    api.check_all(
        "GET EntityDefinitions(LogicalName='msdyncrm_segmenttemplate')/OneToManyRelationships?$select=SchemaName&$filter=ReferencingEntity eq 'msdyncrm_segment'
         GET RelationshipDefinitions/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=SchemaName&$filter=ReferencedEntity eq 'msdyncrm_linkedincampaign' and not contains(SchemaName,'activity')
         GET RelationshipDefinitions(SchemaName='listcontact_association')/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata?$select=SchemaName,IntersectEntityName
         GET GlobalOptionSetDefinitions(Name='msdyncrm_processscope')/Microsoft.Dynamics.CRM.OptionSetMetadata?$select=Name
         GET GlobalOptionSetDefinitions?$filter=Name eq 'x'
         GET GlobalOptionSetDefinitions?$select=Name
         PATCH EntityDefinitions(LogicalName='account') {}",
        expect![[r#"
            GET EntityDefinitions(LogicalName='msdyncrm_segmenttemplate')/OneToManyRelationships?$select=SchemaName&$filter=ReferencingEntity eq 'msdyncrm_segment'
              200 msdyncrm_msdyncrm_segmenttemplate_msdyncrm_segment_SegmentTemplate
            GET RelationshipDefinitions/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=SchemaName&$filter=ReferencedEntity eq 'msdyncrm_linkedincampaign' and not contains(SchemaName,'activity')
              200 msdyncr2_msdyncrm_linkedincampaign_msdyncrm_customerjourney_LinkedInCampaign
            GET RelationshipDefinitions(SchemaName='listcontact_association')/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata?$select=SchemaName,IntersectEntityName
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#RelationshipDefinitions('listcontact_association')/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata(SchemaName,IntersectEntityName)/$entity","SchemaName":"listcontact_association","IntersectEntityName":"listmember","MetadataId":"8c90ef5c-3639-5c00-a479-5ae66e44b381"}
            GET GlobalOptionSetDefinitions(Name='msdyncrm_processscope')/Microsoft.Dynamics.CRM.OptionSetMetadata?$select=Name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#GlobalOptionSetDefinitions('msdyncrm_processscope')/Microsoft.Dynamics.CRM.OptionSetMetadata(Name)/$entity","Name":"msdyncrm_processscope","MetadataId":"24309e17-7827-5ca7-9c8e-5d50f9e6625c"}
            GET GlobalOptionSetDefinitions?$filter=Name eq 'x'
              400 0x80060888 The query parameter $filter is not supported.
            GET GlobalOptionSetDefinitions?$select=Name
              200 msdyncrm_email_contenttype, msdyncrm_permitteddays, msdyncrm_processscope, msdyncrm_rulelogic, msdyncrm_segment_msdyncrm_externalsource, msdyncrm_segment_msdyncrm_querytype, msdyncrm_segment_msdyncrm_segmentactivationstatus, msdyncrm_segment_msdyncrm_segmenttype, msdyncrm_templatesupportedlanguages, msdyncrm_type, msgdpr_requiredconsent
            PATCH EntityDefinitions(LogicalName='account') {}
              405 0x8006088a The requested resource does not support http method 'PATCH'.
        "#]],
    )
    .await;
}
