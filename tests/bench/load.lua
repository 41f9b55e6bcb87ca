-- wrk asks for the paths of a file, one after the other, and says at the end what came of it, as JSON.
--   wrk … -s load.lua URL -- FILE

local paths, at = {}, 0

function init(arguments)
   for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
   at = math.random(#paths)
end

function request()
   at = at % #paths + 1
   return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format('{"requests": %d, "seconds": %f, "bytes": %d, "p99": %f, "errors": %d}\n',
      summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(99) / 1e3,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
