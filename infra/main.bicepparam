using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'trial')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', 'receivables@example.com')
param staffSignIn = 'Links'
param useSendGrid = false
param useTwilio = false
param sendGridSandboxMode = true
