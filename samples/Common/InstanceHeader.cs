using Microsoft.AspNetCore.Builder;

namespace Samples.Common;

/// <summary>Adds the header <c>Instance</c> to each response, with the host name; in a container that is the container's.</summary>
public static class InstanceHeader
{
    public const string Name = "Instance";

    /// <param name="app">The service.</param>
    /// <remarks>The environment variable <c>INSTANCE</c> overrides it, for several instances on one machine.</remarks>
    public static void UseInstanceHeader(this WebApplication app)
    {
        var instance = app.Configuration["INSTANCE"] ?? Environment.MachineName;
        app.Use((context, next) =>
        {
            context.Response.Headers[Name] = instance;
            return next(context);
        });
    }
}
