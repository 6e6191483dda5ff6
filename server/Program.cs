return await Collections.Server.CommandLine.Build().Parse(args).InvokeAsync();
