using Samples.Common;
using Samples.Portal.Discovery;
using Samples.Portal.Pages;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSingleton(Credentials.From(builder.Configuration));
builder.Services.AddPortalDiscovery(builder.Configuration);
builder.Services.AddSingleton<ServiceCaller>();
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseInstanceHeader();
app.MapGet("/health", () => "well");
app.MapPortal();
app.Run();
