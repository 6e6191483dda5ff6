// Everything that Collections needs in one resource group. One module a resource; no keys: the app reaches storage and vault by its own identity.
targetScope = 'resourceGroup'

@description('Short name of the environment; part of every resource name.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Region of all resources.')
param location string = resourceGroup().location

@description('Who is told when something is wrong.')
param alertEmail string

@description('Address under which the providers and the staff reach the app, exactly as it is typed into the providers\' consoles. Empty: the app\'s own host name.')
param publicBaseUrl string = ''

@description('Who vouches for the staff: Links, or AppService once App Service authentication is set up.')
@allowed(['Links', 'AppService'])
param staffSignIn string = 'Links'

@description('True once the vault holds SendGrid-ApiKey, SendGrid-EventKeys and SendGrid-InboundKeys.')
param useSendGrid bool = false

@description('True once the vault holds Twilio-AuthTokens and Twilio-ApiKeySecret.')
param useTwilio bool = false

@description('Region of the SendGrid account.')
param sendGridBaseAddress string = 'https://api.sendgrid.com'

@description('True: SendGrid checks each message and delivers none.')
param sendGridSandboxMode bool = true

@description('https page or mailto address of the List-Unsubscribe header; empty: none.')
param sendGridListUnsubscribe string = ''

@description('AC and 32 hexadecimal digits; empty without Twilio.')
param twilioAccountSid string = ''

@description('SK and 32 hexadecimal digits; empty: the auth token is used.')
param twilioApiKeySid string = ''

@description('MG and 32 hexadecimal digits; empty: each ledger\'s own number is the sender.')
param twilioMessagingServiceSid string = ''

@description('Numbers that customers answer to, E.164, with commas between them.')
param twilioInboundNumbers string = ''

@description('Region of the Twilio account.')
param twilioBaseAddress string = 'https://api.twilio.com'

@description('The app\'s id at Xero; empty: none. Then the vault holds Collections-ConnectionKeys, Xero-ClientSecret and Xero-WebhookKeys.')
param xeroClientId string = ''

@description('The app\'s id at Intuit; empty: none. Then the vault holds Collections-ConnectionKeys, QuickBooks-ClientSecret and QuickBooks-VerifierTokens.')
param quickBooksClientId string = ''

@description('The API of QuickBooks Online, or of its sandbox.')
param quickBooksBaseAddress string = 'https://quickbooks.api.intuit.com'

@description('True once the vault holds Stripe-ApiKeys and Stripe-WebhookSecrets.')
param useStripe bool = false

@description('LEDGER=ZONE with commas between them; UTC where a ledger is not named.')
param stripeZones string = ''

@description('True once the vault holds StandardWebhooks-Secrets.')
param useStandardWebhooks bool = false

@description('LEDGER=COMPANYID with commas between them; empty: none. Then the vault holds BusinessCentral-ClientStates.')
param businessCentralCompanies string = ''

@description('Most instances of the app at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

var suffix = uniqueString(resourceGroup().id, environmentName)
var appName = 'collections-${environmentName}-${suffix}'
var tags = { 'azd-env-name': environmentName }

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: { name: 'log-${appName}', location: location, tags: tags }
}

module insights 'modules/insights.bicep' = {
  name: 'insights'
  params: { name: 'appi-${appName}', location: location, tags: tags, workspaceId: logs.outputs.id }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: { name: 'st${suffix}', location: location, tags: tags }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: { name: 'kv-${suffix}', location: location, tags: tags }
}

module plan 'modules/plan.bicep' = {
  name: 'plan'
  params: { name: 'plan-${appName}', location: location, tags: tags }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: appName
    location: location
    tags: tags
    planId: plan.outputs.id
    storageName: storage.outputs.name
    packageContainerUrl: storage.outputs.packageContainerUrl
    insightsConnectionString: insights.outputs.connectionString
    vaultUri: vault.outputs.uri
    publicBaseUrl: publicBaseUrl
    staffSignIn: staffSignIn
    useSendGrid: useSendGrid
    useTwilio: useTwilio
    sendGridBaseAddress: sendGridBaseAddress
    sendGridSandboxMode: sendGridSandboxMode
    sendGridListUnsubscribe: sendGridListUnsubscribe
    twilioAccountSid: twilioAccountSid
    twilioApiKeySid: twilioApiKeySid
    twilioMessagingServiceSid: twilioMessagingServiceSid
    twilioInboundNumbers: twilioInboundNumbers
    twilioBaseAddress: twilioBaseAddress
    xeroClientId: xeroClientId
    quickBooksClientId: quickBooksClientId
    quickBooksBaseAddress: quickBooksBaseAddress
    useStripe: useStripe
    stripeZones: stripeZones
    useStandardWebhooks: useStandardWebhooks
    businessCentralCompanies: businessCentralCompanies
    maximumInstances: maximumInstances
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: { storageName: storage.outputs.name, vaultName: vault.outputs.name, insightsName: insights.outputs.name, principalId: app.outputs.principalId }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: { name: appName, location: location, tags: tags, insightsId: insights.outputs.id, email: alertEmail }
}

output appName string = app.outputs.name
output appUrl string = app.outputs.url
output vaultName string = vault.outputs.name
