param name string
param location string
param tags object
param planId string
param storageName string
param packageContainerUrl string
param insightsConnectionString string
param vaultUri string
param publicBaseUrl string
param staffSignIn string
param useSendGrid bool
param useTwilio bool
param sendGridBaseAddress string
param sendGridSandboxMode bool
param sendGridListUnsubscribe string
param twilioAccountSid string
param twilioApiKeySid string
param twilioMessagingServiceSid string
param twilioInboundNumbers string
param twilioBaseAddress string
param xeroClientId string
param quickBooksClientId string
param quickBooksBaseAddress string
param useStripe bool
param stripeZones string
param useStandardWebhooks bool
param businessCentralCompanies string
param maximumInstances int

var vaultSecret = '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/'

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: { type: 'SystemAssigned' }
  properties: {
    serverFarmId: planId
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'SystemAssignedIdentity' }
        }
      }
      scaleAndConcurrency: { maximumInstanceCount: maximumInstances, instanceMemoryMB: 2048 }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD'
    AzureWebJobsStorage__accountName: storageName
    AzureWebJobsStorage__credential: 'managedidentity'
    Collections__TaskHub: 'collections'
    Collections__TableEndpoint: 'https://${storageName}.table.${environment().suffixes.storage}'
    Collections__QueueEndpoint: 'https://${storageName}.queue.${environment().suffixes.storage}'
    Collections__AccountName: ''
    Collections__AccountKey: ''
    Collections__TablePrefix: 'collections'
    Collections__PolicyFolder: ''
    Collections__OutboxFolder: useSendGrid && useTwilio ? '' : 'outbox'
    Collections__StaffSignIn: staffSignIn
    SendGrid__ApiKey: useSendGrid ? '${vaultSecret}SendGrid-ApiKey)' : ''
    SendGrid__EventKeys: useSendGrid ? '${vaultSecret}SendGrid-EventKeys)' : ''
    SendGrid__InboundKeys: useSendGrid ? '${vaultSecret}SendGrid-InboundKeys)' : ''
    SendGrid__BaseAddress: sendGridBaseAddress
    SendGrid__SandboxMode: string(sendGridSandboxMode)
    SendGrid__ListUnsubscribe: sendGridListUnsubscribe
    Twilio__AccountSid: useTwilio ? twilioAccountSid : ''
    Twilio__AuthTokens: useTwilio ? '${vaultSecret}Twilio-AuthTokens)' : ''
    Twilio__ApiKeySid: twilioApiKeySid
    Twilio__ApiKeySecret: empty(twilioApiKeySid) ? '' : '${vaultSecret}Twilio-ApiKeySecret)'
    Twilio__MessagingServiceSid: twilioMessagingServiceSid
    Twilio__InboundNumbers: twilioInboundNumbers
    Twilio__PublicBaseUrl: empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : publicBaseUrl
    Twilio__BaseAddress: twilioBaseAddress
    Collections__PublicBaseUrl: empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : publicBaseUrl
    Collections__ConnectionKeys: empty(xeroClientId) && empty(quickBooksClientId) ? '' : '${vaultSecret}Collections-ConnectionKeys)'
    Xero__ClientId: xeroClientId
    Xero__ClientSecret: empty(xeroClientId) ? '' : '${vaultSecret}Xero-ClientSecret)'
    Xero__WebhookKeys: empty(xeroClientId) ? '' : '${vaultSecret}Xero-WebhookKeys)'
    Xero__BaseAddress: 'https://api.xero.com'
    QuickBooks__ClientId: quickBooksClientId
    QuickBooks__ClientSecret: empty(quickBooksClientId) ? '' : '${vaultSecret}QuickBooks-ClientSecret)'
    QuickBooks__VerifierTokens: empty(quickBooksClientId) ? '' : '${vaultSecret}QuickBooks-VerifierTokens)'
    QuickBooks__BaseAddress: quickBooksBaseAddress
    Stripe__ApiKeys: useStripe ? '${vaultSecret}Stripe-ApiKeys)' : ''
    Stripe__WebhookSecrets: useStripe ? '${vaultSecret}Stripe-WebhookSecrets)' : ''
    Stripe__Zones: stripeZones
    Stripe__BaseAddress: 'https://api.stripe.com'
    StandardWebhooks__Secrets: useStandardWebhooks ? '${vaultSecret}StandardWebhooks-Secrets)' : ''
    BusinessCentral__Companies: businessCentralCompanies
    BusinessCentral__ClientStates: empty(businessCentralCompanies) ? '' : '${vaultSecret}BusinessCentral-ClientStates)'
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
output principalId string = app.identity.principalId
