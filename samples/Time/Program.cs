using Samples.Common;
using Samples.Time;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddBasicAuthentication(Credentials.From(builder.Configuration));
builder.Services.AddSingleton(TimeProvider.System);

var app = builder.Build();
app.UseInstanceHeader();
app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapTime();
app.Run();
