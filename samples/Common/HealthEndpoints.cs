using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Samples.Common;

/// <summary>
/// <c>GET /health</c> needs no credentials: 200, or 500 while the service is sick. <c>POST /sick</c> and <c>POST /well</c>, with
/// credentials, switch between the two, to try out what happens to a sick service.
/// </summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var sick = false;
        routes.MapGet("/health", () =>
            sick ? Results.Text("sick", statusCode: StatusCodes.Status500InternalServerError) : Results.Text("well")).AllowAnonymous();
        routes.MapPost("/sick", () => { sick = true; });
        routes.MapPost("/well", () => { sick = false; });
    }
}
