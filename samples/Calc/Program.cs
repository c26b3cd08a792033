using Samples.Calc;
using Samples.Common;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddBasicAuthentication(Credentials.From(builder.Configuration));

var app = builder.Build();
app.UseInstanceHeader();
app.UseAuthentication();
app.UseAuthorization();
app.MapHealth();
app.MapCalc();
app.Run();
