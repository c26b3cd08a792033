using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Tests.EcsEmulator;

public sealed partial class Emulator
{
    private const string ElbPrefix = $"arn:aws:elasticloadbalancing:{Region}:{AccountId}";

    /// <summary>The hosted zones of balancers' names in the region ("Elastic Load Balancing endpoints and quotas").</summary>
    private const string ApplicationZone = "Z35SXDOTRQ7X7K";
    private const string NetworkZone = "Z26RNL4JYFTOTI";

    private readonly Balancing balancing;
    private int named;

    /// <summary>The services that ECS knows.</summary>
    public IReadOnlyList<EmulatedService> Services
    {
        get
        {
            lock (gate) return [.. cluster.Services.Values];
        }
    }

    public EmulatedService CreateService(EmulatedDefinition definition, string name, params EmulatedTarget[] targets) =>
        Change(new EmulatedService($"{ArnPrefix}:service/{cluster.Name}/{name}", name, definition.Arn)
        {
            CreatedAt = time.GetUtcNow(),
            Targets = [.. targets],
        });

    public EmulatedService Change(EmulatedService service)
    {
        lock (gate) return cluster.Services[service.Name] = service;
    }

    /// <summary>ECS knows a service no longer.</summary>
    public void ForgetService(string name)
    {
        lock (gate) cluster.Services.Remove(name);
    }

    /// <returns>The ARN of a target group without a balancer.</returns>
    public string AddTargetGroup(string name)
    {
        lock (gate)
        {
            var arn = $"{ElbPrefix}:targetgroup/{name}/{++named:x16}";
            balancing.Groups.Add(arn);
            return arn;
        }
    }

    public EmulatedBalancer AddBalancer(string name, string type = "application", params EmulatedListener[] listeners)
    {
        lock (gate)
        {
            var number = ++named;
            var (kind, dns, zone) = type is "network"
                ? ("net", $"{name}-{number:x16}.elb.{Region}.amazonaws.com", NetworkZone)
                : ("app", $"internal-{name}-{number:d10}.{Region}.elb.amazonaws.com", ApplicationZone);
            return Change(new EmulatedBalancer($"{ElbPrefix}:loadbalancer/{kind}/{name}/{number:x16}", name, dns, zone)
            {
                Type = type,
                Listeners = [.. listeners],
            });
        }
    }

    public EmulatedBalancer Change(EmulatedBalancer balancer)
    {
        lock (gate) return balancing.Balancers[balancer.Arn] = balancer;
    }

    public void DeleteTargetGroup(string arn)
    {
        lock (gate) balancing.Groups.Remove(arn);
    }

    private async Task AnswerAboutBalancersAsync(HttpContext call)
    {
        var form = (await call.Request.ReadFormAsync(call.RequestAborted))
            .ToImmutableDictionary(field => field.Key, field => field.Value.ToString());
        var (status, answer) = PerformOnBalancers(form.GetValueOrDefault("Action", ""), form);
        call.Response.StatusCode = status;
        call.Response.ContentType = "text/xml";
        await call.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting), call.RequestAborted);
    }

    private (int Status, XElement Answer) PerformOnBalancers(string action, IReadOnlyDictionary<string, string> form)
    {
        lock (gate)
        {
            calls = calls.SetItem(action, calls.GetValueOrDefault(action) + 1);
            if (IsDown) return (503, Balancing.Fail("ServiceUnavailable", "The service is unavailable."));
            try
            {
                return (200, balancing.Perform(action, form));
            }
            catch (ApiException refusal)
            {
                return (400, Balancing.Fail(refusal.Code, refusal.Message));
            }
        }
    }
}
