using Microsoft.AspNetCore.Builder;

namespace Samples.Common;

/// <summary>Says in each answer which instance gave it: the header <c>Instance</c>, the machine's name, in a container the container's.</summary>
public static class Instance
{
    public const string Header = "Instance";

    /// <param name="app">The service.</param>
    /// <remarks><c>INSTANCE</c> in the environment names it otherwise, where several share a machine.</remarks>
    public static void UseInstanceHeader(this WebApplication app)
    {
        var name = app.Configuration["INSTANCE"] ?? Environment.MachineName;
        app.Use((context, next) =>
        {
            context.Response.Headers[Header] = name;
            return next(context);
        });
    }
}
